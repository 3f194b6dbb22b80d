package io.jenkins.plugins.cinderbackup.engine;

/** How a run ended. */
public enum RunResult {
    SUCCESS(PhaseName.SUCCEEDED),
    UNSTABLE(PhaseName.UNSTABLE),
    FAILURE(PhaseName.FAILED),
    ABORTED(PhaseName.ABORTED);

    private final PhaseName phase;

    RunResult(PhaseName phase) {
        this.phase = phase;
    }

    /** The terminal phase of it. */
    public PhaseName phase() {
        return phase;
    }
}
