package io.jenkins.plugins.cinderbackup.operation.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan.Target;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticSetup;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A verification: a check of the repository, a restore on trial, or both.
 *
 * @param source the source that it is about, as it stands in restic's tags, or null if it is about the repository alone
 * @param check whether restic checks the repository
 * @param readDataSubset how much of the data it then reads and compares with its checksums, as restic's option of that name has it; null for none
 * @param drill what is restored on trial, or null for nothing
 * @param dryRun say what would be done, create nothing
 * @param remarks settings that do nothing as they are, and why, as sentences
 */
public record VerifyPlan(
        @CheckForNull String source,
        RepositorySettings repository,
        boolean check,
        @CheckForNull String readDataSubset,
        @CheckForNull Drill drill,
        ContainerResources resources,
        JobSettings job,
        Duration cleanupTimeout,
        boolean dryRun,
        List<String> remarks)
        implements Plan {
    public VerifyPlan {
        remarks = List.copyOf(remarks);
    }

    /**
     * What is restored on trial, and what is asked of it.
     *
     * @param cloud the OpenStack cloud as the user knows it
     * @param namespace the namespace of the source PVC, which need not exist any more, or null
     * @param claim the source PVC, or null if a Cinder volume was backed up by its id alone
     * @param backup which of the source's backups
     * @param maxAge how old it may be; null for any age
     * @param maxDuration how long the restore, and the test, may take together; null for any time
     * @param compareSnapshot whether the Cinder snapshot that was kept of the backup is read again and compared with it
     * @param test what looks at the restored data, or null for nothing
     * @param sampled whether the PVC is one of several that were found in the cluster, and not named by somebody
     */
    public record Drill(
            String cloud,
            @CheckForNull String namespace,
            @CheckForNull String claim,
            SnapshotChoice backup,
            @CheckForNull Duration maxAge,
            @CheckForNull Duration maxDuration,
            boolean compareSnapshot,
            @CheckForNull TestSettings test,
            boolean sampled) {
        private Drill of(String sourceNamespace, String sourceClaim) {
            return new Drill(
                    cloud, sourceNamespace, sourceClaim, backup, maxAge, maxDuration, compareSnapshot, test, true);
        }
    }

    /**
     * The same of that PVC, as one of several; who has chosen it has said what does nothing as it is.
     *
     * @param first whether the repository is checked too, which is enough once
     */
    VerifyPlan of(String claimSource, String namespace, String claim, boolean first) {
        return new VerifyPlan(
                claimSource,
                repository,
                check && first,
                first ? readDataSubset : null,
                Objects.requireNonNull(drill, "what is sampled is restored on trial")
                        .of(namespace, claim),
                resources,
                job,
                cleanupTimeout,
                dryRun,
                List.of());
    }

    @Override
    public String subject() {
        return drill == null ? repository.url() : String.valueOf(source);
    }

    @Override
    public String describeSubject() {
        return drill == null ? "repository " + repository.url() : "the backup of " + source;
    }

    @Override
    public String describe() {
        return (drill == null ? "Check of " : "Verification of ") + describeSubject();
    }

    @Override
    public Optional<RepositorySettings> usedRepository() {
        return Optional.of(repository);
    }

    /** The restore on trial; empty if nothing is restored. */
    Optional<TrialRestore> trial() {
        return Optional.ofNullable(drill).map(this::trial);
    }

    private TrialRestore trial(Drill wanted) {
        return new TrialRestore(new RestorePlan(
                wanted.cloud(),
                source,
                wanted.namespace(),
                wanted.claim(),
                wanted.backup(),
                null,
                RestorePlan.From.REPOSITORY,
                Target.temporary(job.namespace(), job.startTimeout()),
                false,
                false,
                List.of(),
                RestoreScope.ALL,
                true,
                repository,
                resources,
                job,
                cleanupTimeout,
                dryRun,
                List.of()));
    }

    /** What a test of what is restored is in the cluster; empty if there is to be none. */
    Optional<TestObjects> test() {
        return Optional.ofNullable(drill)
                .filter(wanted -> wanted.test() != null)
                .map(wanted -> new TestObjects(wanted.test(), trial(wanted)));
    }

    /** What the comparison with a kept Cinder snapshot makes; empty if there is to be none. */
    Optional<SnapshotComparison> snapshot() {
        return Optional.ofNullable(drill)
                .filter(Drill::compareSnapshot)
                .map(wanted -> new SnapshotComparison(this, trial(wanted)));
    }

    /** Where and how restic runs: one Secret serves all of it. */
    ResticSetup restic() {
        return trial().map(trial -> trial.plan().restic())
                .orElseGet(() -> new ResticSetup(repository, job, resources, new Names("verify", "check")));
    }

    /** The checks that it is to make, as far as its restic can. Only when all have passed, it was good. */
    List<String> wanted(RunJournal journal) {
        List<String> wanted = new ArrayList<>();
        if (check) {
            wanted.add(VerifyOperation.CHECKED);
        }
        if (drill != null) {
            wanted.add(VerifyOperation.RESTORED);
            if (!TrialRestore.isUncounted(journal)) {
                wanted.add(VerifyOperation.COMPARED);
            }
            if (!Invocations.of(journal).wasTooOld(Kind.COMPARE_CONTENT)) {
                wanted.add(VerifyOperation.CONTENT);
            }
            if (drill.test() != null) {
                wanted.add(VerifyOperation.TESTED);
            }
            if (drill.compareSnapshot()) {
                wanted.add(VerifyOperation.SNAPSHOT_COMPARED);
            }
        }
        return wanted;
    }
}
