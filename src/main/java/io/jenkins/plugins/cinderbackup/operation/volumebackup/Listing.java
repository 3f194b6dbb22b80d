package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;

/** Asks Cinder for its backups, page by page. */
record Listing(VolumeBackupListPlan plan) implements Phase {
    @Override
    public PhaseId id() {
        return VolumeBackupListOperation.LISTING;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (run.fact(ListedBackups.FACT).isEmpty()) {
            run.found(ListedBackups.FACT, ListedBackups.of(run.backups().backups(plan.filter()), plan.limit()));
        }
        return PhaseStatus.DONE;
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of("Cinder's backups could not be listed in time", "check the Cinder service's health");
    }
}
