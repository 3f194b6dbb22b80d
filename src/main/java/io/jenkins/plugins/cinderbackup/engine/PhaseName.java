package io.jenkins.plugins.cinderbackup.engine;

/** Where a run is. The words are those that the console and the build's page show. */
public enum PhaseName {
    PENDING("Pending"),
    CREATING_SNAPSHOT("CreatingSnapshot"),
    CREATING_VOLUME("CreatingVolume"),
    CREATING_PVC("CreatingPVC"),
    BACKUP("Backup"),
    RETENTION("Retention"),
    CLEANUP("Cleanup"),
    SUCCEEDED("Succeeded"),
    UNSTABLE("Unstable"),
    FAILED("Failed"),
    ABORTED("Aborted");

    private final String label;

    PhaseName(String label) {
        this.label = label;
    }

    /** Whether a run in it is over. */
    public boolean isTerminal() {
        return compareTo(CLEANUP) > 0;
    }

    /** Whether a run in it makes the cloud work: it counts among those that create there. */
    public boolean createsInCloud() {
        return this == CREATING_SNAPSHOT || this == CREATING_VOLUME;
    }

    /** The word for the user, such as {@code CreatingPVC}. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
