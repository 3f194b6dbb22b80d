package io.jenkins.plugins.cinderbackup.model;

/**
 * What is written on a Cinder snapshot that outlives its run, for the retentions of later runs.
 *
 * @param namePrefix the run's {@code snapshot.namePrefix}: a retention counts those of its own prefix only
 * @param sound whether the run's backup was sound; a snapshot of one that was not never displaces one of one that was
 */
public record KeepMark(String namePrefix, boolean sound) {
    /** The prefix of what a restore keeps of a volume that it writes over. No backup may have it, so that no retention removes the way back. */
    public static final String BEFORE_RESTORE = "before-restore";
}
