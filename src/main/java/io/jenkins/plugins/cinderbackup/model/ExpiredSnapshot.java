package io.jenkins.plugins.cinderbackup.model;

/**
 * A kept snapshot of an earlier run whose deletion this run has asked for. It is not the run's: if it does not go, the next retention asks again.
 *
 * @param awaited whether nobody knows yet what has become of it
 * @param stays whether it is known to stay
 */
public record ExpiredSnapshot(String id, String name, boolean awaited, boolean stays) {
    /** As a user reads it. */
    public String describe() {
        return "Expired Cinder snapshot " + name + " (" + id + ")";
    }
}
