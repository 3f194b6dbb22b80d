package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticSetup;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restore: of which backup, to where, and how.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param source the source as it stands in restic's tags, see {@link io.jenkins.plugins.cinderbackup.restic.SnapshotGroup}
 * @param sourceNamespace the namespace of the source PVC, which need not exist any more, or null
 * @param sourceClaim the source PVC, or null if a Cinder volume was backed up by its id alone
 * @param backup which of the source's backups
 * @param cinderSnapshotId the Cinder snapshot that is restored in place of a backup in the repository, or null
 * @param from where the data come from
 * @param target where they go
 * @param inPlace whether they go into the volume of the target PVC, which exists
 * @param revert whether Cinder reverts that volume to the snapshot that was kept of the backup, in place of restic writing the files
 * @param scaleDown the workloads that are scaled to 0 meanwhile
 * @param scope how much of the backup
 * @param verify whether the restore is compared with what the repository says of the backup
 * @param dryRun say what would be done, create nothing
 * @param remarks settings that do nothing as they are, and why, as sentences
 */
public record RestorePlan(
        String cloud,
        String source,
        @CheckForNull String sourceNamespace,
        @CheckForNull String sourceClaim,
        SnapshotChoice backup,
        @CheckForNull String cinderSnapshotId,
        From from,
        Target target,
        boolean inPlace,
        boolean revert,
        List<Workload> scaleDown,
        RestoreScope scope,
        boolean verify,
        RepositorySettings repository,
        ContainerResources resources,
        JobSettings job,
        Duration cleanupTimeout,
        boolean dryRun,
        List<String> remarks)
        implements Plan {
    public RestorePlan {
        scaleDown = List.copyOf(scaleDown);
        remarks = List.copyOf(remarks);
    }

    /** Where the data come from. */
    public enum From {
        /** From the Cinder snapshot that was kept of the very backup, where there is one, else from the repository. */
        NEAREST,
        /** From the repository. */
        REPOSITORY,
        /** From the Cinder snapshot that was kept of the backup, or not at all. */
        SNAPSHOT
    }

    /**
     * Where the data go. What is not given is as it was backed up.
     *
     * @param namespace of the PVC, or where the Jobs live
     * @param claim the PVC, or null where the volume goes with the run
     * @param storageClass its storage class, or null
     * @param sizeBytes its size, or null
     * @param labels what it is to have beside ours
     * @param annotations what it is to have beside ours
     * @param accessModes as Kubernetes writes them; empty for those that were backed up
     * @param timeout until the volume is {@code available}, and again until the PVC is {@code Bound}
     */
    public record Target(
            String namespace,
            @CheckForNull String claim,
            @CheckForNull String storageClass,
            @CheckForNull Long sizeBytes,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<String> accessModes,
            Duration timeout) {
        public Target {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
            accessModes = List.copyOf(accessModes);
        }

        /** A volume that goes with the run, as it was backed up. */
        public static Target temporary(String namespace, Duration timeout) {
            return new Target(namespace, null, null, null, Map.of(), Map.of(), List.of(), timeout);
        }

        /** Whether it goes with the run. */
        boolean isTemporary() {
            return claim == null;
        }

        /** As a user reads it. */
        String describe() {
            return isTemporary() ? "a temporary PVC" : "PVC " + namespace + "/" + claim;
        }
    }

    @Override
    public String subject() {
        return target.namespace() + "/" + target.claim();
    }

    @Override
    public String describeSubject() {
        return target.describe();
    }

    @Override
    public String describe() {
        return "Restore of " + source + (inPlace ? " in place into " : " to ") + describeSubject();
    }

    @Override
    public Optional<String> destination() {
        return Optional.of(describeSubject());
    }

    @Override
    public Optional<RepositorySettings> usedRepository() {
        return Optional.of(repository);
    }

    Names names() {
        return target.isTemporary()
                ? new Names("verify", source.substring(source.indexOf('/') + 1).replace('/', '-'))
                : new Names("restore", target.namespace() + "-" + target.claim());
    }

    /** Of what is kept of a volume that is written over. */
    Names namesBefore() {
        return new Names(KeepMark.BEFORE_RESTORE, target.namespace() + "-" + target.claim());
    }

    /** Where and how restic runs. */
    public ResticSetup restic() {
        return new ResticSetup(repository, job, resources, names());
    }

    Patience patience() {
        return new Patience(target.timeout(), target.isTemporary() ? "job.startTimeout" : "to.timeout");
    }
}
