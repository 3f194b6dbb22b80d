package io.jenkins.plugins.cinderbackup.engine;

/** How a run ended. */
public enum RunResult {
    SUCCESS("Succeeded"),
    UNSTABLE("Unstable"),
    FAILURE("Failed"),
    ABORTED("Aborted");

    private final PhaseId phase;

    RunResult(String label) {
        phase = new PhaseId(label);
    }

    /** Whether the run has done its work, though perhaps not as it should. */
    public boolean hasSucceeded() {
        return this == SUCCESS || this == UNSTABLE;
    }

    /** Where a run is that has ended so. */
    public PhaseId phase() {
        return phase;
    }
}
