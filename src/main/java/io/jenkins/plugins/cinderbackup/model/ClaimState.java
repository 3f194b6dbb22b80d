package io.jenkins.plugins.cinderbackup.model;

/**
 * What a look at the temporary PVC says.
 *
 * @param phase {@code Pending}, {@code Bound} or {@code Lost}; empty if there is no such PVC
 * @param detail the last event about it in the cluster's words, possibly empty
 */
public record ClaimState(String phase, String detail) {
    /** Whether a PV is bound to it. */
    public boolean isBound() {
        return phase.equals("Bound");
    }
}
