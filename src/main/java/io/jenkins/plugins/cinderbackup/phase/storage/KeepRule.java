package io.jenkins.plugins.cinderbackup.phase.storage;

/**
 * Which Cinder snapshots of a source outlive their run.
 *
 * @param namePrefix the rule is for those of this prefix
 * @param last so many of the newest stay
 * @param days those younger than so many days stay
 */
public record KeepRule(String namePrefix, int last, int days) {
    /** Whether a run's snapshot is to outlive the run. */
    public boolean keepsAny() {
        return last > 0 || days > 0;
    }
}
