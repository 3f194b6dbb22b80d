package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan.From;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan.Target;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A restore with the defaults of the step, of which a test changes what it is about. */
public final class RestorePlanBuilder {
    String source = "apps/shop/db";
    String sourceClaim = "db";
    String backup = SnapshotChoice.LATEST;
    Instant before;
    String cinderSnapshotId;
    From from = From.NEAREST;
    String namespace = "shop";
    String claim = "db-restored";
    String storageClass;
    Long sizeBytes;
    Map<String, String> labels = Map.of();
    List<String> accessModes = List.of();
    boolean inPlace;
    boolean revert;
    List<Workload> scaleDown = List.of();
    RestoreScope scope = RestoreScope.ALL;
    boolean verify = true;

    /** Into the PVC that was backed up. */
    void inPlace() {
        inPlace = true;
        claim = "db";
    }

    /** Into it too, by Cinder. */
    void revert() {
        inPlace();
        revert = true;
    }

    public RestorePlan build(PlanBuilder common) {
        BackupPlan backedUp = common.build();
        return new RestorePlan(
                "production",
                source,
                "shop",
                sourceClaim,
                new SnapshotChoice(backup, before, List.of()),
                cinderSnapshotId,
                from,
                new Target(
                        namespace,
                        claim,
                        storageClass,
                        sizeBytes,
                        labels,
                        Map.of(),
                        accessModes,
                        Duration.ofMinutes(10)),
                inPlace,
                revert,
                scaleDown,
                scope,
                verify,
                backedUp.repository(),
                backedUp.resources(),
                backedUp.job(),
                backedUp.cleanupTimeout(),
                backedUp.dryRun(),
                List.of());
    }
}
