package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.time.Duration;

/**
 * A test of a cloud's backup service.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param prefix how the names begin of all that the test makes; what follows in them no other test has
 * @param incremental whether an increment is made and restored too
 * @param timeout for each part of the test
 * @param cleanupTimeout how long deletions may take to be confirmed
 * @param dryRun say what would be done, create nothing
 */
public record ScsTestPlan(
        String cloud, String prefix, boolean incremental, Duration timeout, Duration cleanupTimeout, boolean dryRun)
        implements Plan {
    /** Of each volume, in GiB. */
    static final long SIZE = 1;

    @Override
    public String subject() {
        return cloud;
    }

    @Override
    public String describeSubject() {
        return "cloud " + cloud;
    }

    @Override
    public String describe() {
        return "Test of volume backups (SCS-0117) in " + describeSubject();
    }

    /** Of the volume that is backed up. */
    String volume(RunJournal journal) {
        return prefix + journal.run() + "-volume";
    }

    /** Of the volume that backups are restored to. */
    String restored(RunJournal journal) {
        return prefix + restoredEnding(journal.run());
    }

    private static String restoredEnding(RunId run) {
        return run + "-restored";
    }

    /** Of the full backup, or of the increment. */
    String backup(RunJournal journal, boolean increment) {
        return prefix + journal.run() + (increment ? "-increment" : "-backup");
    }

    /** How the name of the volume ends that backups are restored to, and that of no other. */
    static String restoredEnding(RunContext run) {
        return restoredEnding(run.journal().run());
    }

    Patience patience() {
        return new Patience(timeout, "timeout");
    }
}
