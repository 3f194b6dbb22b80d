package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the project's quota has room for what the test makes: a test that fails for that says nothing of the cloud. */
record TestRoom(ScsTestPlan plan) implements Check {
    private static final long VOLUMES = 2;

    @Override
    public void check(CheckRound round) {
        Optional<StorageQuota> volumes = round.attempt(round.run().storage()::quota);
        Optional<BackupQuota> backups = round.attempt(round.run().backups()::quota);
        List<Finding> full = new ArrayList<>();
        volumes.ifPresent(quota ->
                full.addAll(QuotaFindings.ofVolumes(plan.cloud(), quota, VOLUMES, VOLUMES * ScsTestPlan.SIZE)));
        backups.ifPresent(quota -> {
            long needed = plan.incremental() ? 2 : 1;
            full.addAll(QuotaFindings.of(plan.cloud(), "backups", quota.backups(), needed, List::of));
            full.addAll(QuotaFindings.of(
                    plan.cloud(), "backup_gigabytes", quota.gigabytes(), needed * ScsTestPlan.SIZE, List::of));
        });
        round.wrong(full);
    }
}
