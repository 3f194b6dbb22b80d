package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.operation.restore.ChosenBackup;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.util.List;
import java.util.Optional;

/** Finds the Cinder snapshot that was kept of the backup, as soon as that is found: where there is none, or no room for a copy of it, nothing is made. */
record ChoosingSnapshot(VerifyPlan.Drill drill, TrialRestore trial) implements ChosenBackup {
    @Override
    public void note(RunContext run, ListedSnapshot snapshot, SnapshotTags tags) {
        List<String> problems = BackupSource.problemsOfMounted(snapshot.paths());
        if (!problems.isEmpty()) {
            throw cannot(
                    "restic snapshot " + snapshot.describe() + " is none of a volume. " + String.join(" ", problems),
                    "choose another backup");
        }
        Optional<SourceClaim> source = source(run);
        Snapshot kept = trial.kept(run, tags)
                .orElseThrow(() -> cannot(
                        "no Cinder snapshot was kept of restic snapshot " + snapshot.describe()
                                + " that is of the volume behind the source and 'available'.",
                        "keep Cinder snapshots: `snapshot.retention` of the backup step",
                        "choose a backup of which one is kept: `backup`; `cinderSnapshotList` says of which that is"));
        refuseWithoutRoom(run, kept);
        source.ifPresent(claim -> run.journal().facts().put(TemporaryClaim.SOURCE, claim));
        run.journal().facts().put(SourceVolume.FACT, new SourceVolume(kept.volumeId(), "", kept.sizeGiB(), ""));
        run.journal()
                .facts()
                .put(
                        ComparedSnapshot.FACT,
                        new ComparedSnapshot(
                                kept.id(),
                                kept.sizeGiB(),
                                snapshot.paths(),
                                snapshot.excludes(),
                                !snapshot.original().isEmpty(),
                                snapshot.files(),
                                snapshot.bytes()));
    }

    /** The PVC says how its volume is mounted; empty where a volume was backed up by its id alone. */
    private Optional<SourceClaim> source(RunContext run) {
        if (drill.claim() == null) {
            return Optional.empty();
        }
        SourceClaim claim = run.cluster()
                .living(drill.namespace(), drill.claim())
                .orElseThrow(() -> cannot(
                        "PVC " + drill.namespace() + "/" + drill.claim()
                                + " is gone, so nobody can tell whether a Cinder snapshot is of its volume.",
                        "leave `compareSnapshot` out; all else can be verified without the PVC"));
        return Optional.of(claim);
    }

    /** That of the restore on trial is there at the same time. */
    private void refuseWithoutRoom(RunContext run, Snapshot kept) {
        StorageQuota quota = run.storage().quota();
        List<Finding> full = QuotaFindings.ofVolumes(drill.cloud(), quota, 2, 2 * kept.sizeGiB());
        if (!full.isEmpty()) {
            throw new PermanentException(full, null);
        }
    }

    private static PermanentException cannot(String why, String... hints) {
        return PermanentException.of("The backup cannot be compared with its Cinder snapshot: " + why, hints);
    }
}
