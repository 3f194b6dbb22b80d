package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes what earlier tests of this job have left and can remove no more: what has the prefix, the test's mark and the tags of this job, and is past the end of its
 * run. Whatever else has the prefix is somebody else's, or that of a run which may still be under way.
 */
record RemovingEarlier(ScsTestPlan plan) implements Phase {
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    @Override
    public PhaseId id() {
        return TestPart.CLEANING.id();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        List<VolumeBackup> backups = run.backups().backups(new BackupFilter(null, null, null, false)).stream()
                .filter(backup -> !backup.kept() && isEarlier(run, backup.name(), backup.tags(), backup.metadata()))
                .toList();
        if (!backups.isEmpty()) {
            return removeBackup(run, backups);
        }
        List<Volume> volumes = run.storage().ourVolumes().stream()
                .filter(volume -> !volume.kept()
                        && !volume.attached()
                        && isEarlier(run, volume.name(), volume.tags(), volume.metadata()))
                .toList();
        return volumes.isEmpty() ? PhaseStatus.DONE : removeVolume(run, volumes);
    }

    private boolean isEarlier(RunContext run, String name, Ownership tags, Map<String, String> metadata) {
        return name.startsWith(plan.prefix())
                && RestoreMark.isOn(metadata)
                && tags != null
                && isOf(run.journal().origin(), tags.origin())
                && tags.mayLiveUntil().isBefore(run.now());
    }

    private static boolean isOf(Origin own, Origin other) {
        return own.jenkins().equals(other.jenkins()) && own.job().equals(other.job());
    }

    /** The newest first: an increment goes before what it builds on. */
    private static PhaseStatus removeBackup(RunContext run, List<VolumeBackup> newestFirst) {
        Optional<VolumeBackup> next = newestFirst.stream()
                .filter(backup -> backup.isAtRest() && !backup.hasDependents())
                .filter(backup -> isDue(run, backup.id()))
                .findFirst();
        next.ifPresent(backup -> {
            run.backups().deleteBackup(backup.id());
            run.note("Removing what an earlier test has left: Cinder backup " + backup.name() + " (" + backup.id()
                    + ")");
        });
        return next.isPresent() ? PhaseStatus.ACTED : PhaseStatus.WAITING;
    }

    private static PhaseStatus removeVolume(RunContext run, List<Volume> volumes) {
        Optional<Volume> next = volumes.stream()
                .filter(volume -> !StorageState.isDeleting(volume.status()) && isDue(run, volume.id()))
                .findFirst();
        next.ifPresent(volume -> {
            run.storage().deleteVolume(volume.id());
            run.note("Removing what an earlier test has left: Cinder volume " + volume.name() + " (" + volume.id()
                    + ")");
        });
        return next.isPresent() ? PhaseStatus.ACTED : PhaseStatus.WAITING;
    }

    private static boolean isDue(RunContext run, String id) {
        return run.isDue("Remove " + id, AGAIN_AFTER);
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "What an earlier test has left could not be removed in time",
                "look at what begins with '" + plan.prefix() + "': openstack volume backup list, openstack volume list",
                "have the cloud's administrator look whether the cinder-backup service is up (openstack volume service list)");
    }
}
