package io.jenkins.plugins.cinderbackup.operation.scs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A test of a cloud's backup service.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param prefix how the names begin of all that the test makes; what follows in them no other test has
 * @param incremental whether an increment is made and restored too
 * @param data how data are written and compared, or null where they are not
 * @param timeout for each part of the test
 * @param cleanupTimeout how long deletions may take to be confirmed
 * @param dryRun say what would be done, create nothing
 * @param remarks what is not tested though it was most likely meant, and settings that do nothing as they are, as sentences
 */
public record ScsTestPlan(
        String cloud,
        String prefix,
        boolean incremental,
        @CheckForNull DataSettings data,
        Duration timeout,
        Duration cleanupTimeout,
        boolean dryRun,
        List<String> remarks)
        implements Plan {
    /** Of each volume, in GiB. */
    static final long SIZE = 1;

    public ScsTestPlan {
        remarks = List.copyOf(remarks);
    }

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

    /** What a part of the test makes in the cluster; empty where no data are written and compared. */
    Optional<DataObjects> objects(TestPart part) {
        return Optional.ofNullable(data).map(settings -> new DataObjects(this, settings, part));
    }

    Patience patience() {
        return new Patience(timeout, "timeout");
    }
}
