package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Claim;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeSearchOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeSearchPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From what a user and an administrator have set to the plan of one backup by Cinder, or of the search for the volumes of which there is to be one each. Looks at nothing but the values; all that is wrong with them is said at once. A
 * cluster is only chosen where a PVC is named.
 */
final class VolumeBackupPlanMaker {
    private static final CinderVolumeBackupStep DEFAULTS = new CinderVolumeBackupStep();

    private final CinderVolumeBackupStep step;
    private final Planning planning;
    private final Findings problems = new Findings();

    VolumeBackupPlanMaker(CinderVolumeBackupStep step, Planning planning) {
        this.step = step;
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<?> make() {
        CloudAddress cloud = new CloudChoice(step.getCloud(), step.getOpenstack(), planning.configuration(), problems)
                .wholeProject();
        ClusterAddress cluster = null;
        Claim claim = null;
        if (step.getPvc() != null) {
            ClusterChoice choice =
                    new ClusterChoice(step.getCluster(), step.getKubernetes(), planning.configuration(), problems);
            String namespace = choice.namespace(step.getNamespace());
            choice.checkSource(step.getNamespace(), null);
            choice.requireNamespace(step.getPvc(), namespace);
            cluster = choice.address();
            claim = new Claim(namespace, step.getPvc());
        }
        step.refuse(problems);
        VolumeBackupPlan plan = plan(cloud, claim);
        Connections connections = new Connections(cloud, cluster, null, planning.job());
        return step.getServer() == null
                ? new PlannedRun<>(VolumeBackupOperation.OPERATION, plan, connections)
                : new PlannedRun<>(
                        VolumeSearchOperation.OPERATION, new VolumeSearchPlan(step.getServer(), plan), connections);
    }

    private VolumeBackupPlan plan(CloudAddress cloud, @CheckForNull Claim claim) {
        return new VolumeBackupPlan(
                cloud.label(),
                cloud.configuredName(),
                step.getVolumeId(),
                step.getVolume(),
                claim,
                null,
                step.getName(),
                step.getDescription(),
                step.getContainer(),
                step.getAvailabilityZone(),
                KeyValue.toMap(step.getMetadata()),
                Increment.valueOf(step.getIncremental().toUpperCase(Locale.ROOT)),
                step.getMaxIncrements(),
                step.isForce(),
                CinderVolumeBackupStep.SNAPSHOT.equals(step.getSource()) || step.getSnapshotId() != null,
                step.getSnapshotId(),
                step.getRetention().getKeepLast(),
                step.getRetention().getKeepForDays(),
                new Objective(step.getObjective().toObjective().rpo(), null),
                step.limit(),
                step.cleanupTimeout(),
                step.isDryRun(),
                remarks());
    }

    /** What does nothing as it is, or not what was meant. */
    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        boolean decides = DEFAULTS.getIncremental().equals(step.getIncremental());
        if (!decides && step.getMaxIncrements() != DEFAULTS.getMaxIncrements()) {
            remarks.add("maxIncrements does nothing: `incremental` says whether this is an increment.");
        }
        if (step.getRetention().isSet() && decides && step.getMaxIncrements() == 0) {
            remarks.add(
                    "retention will remove nothing: with maxIncrements 0 there is no second full backup, and each backup is one that the next builds on.");
        }
        if (step.getPvc() == null
                && (step.getNamespace() != null || step.getCluster() != null || step.getKubernetes() != null)) {
            remarks.add("namespace, cluster and kubernetes do nothing: they are for a PVC, and no `pvc` is named.");
        }
        if (step.getObjective().getRto() != null) {
            remarks.add("objective.rto does nothing: no verification restores one of Cinder's own backups.");
        }
        return remarks;
    }
}
