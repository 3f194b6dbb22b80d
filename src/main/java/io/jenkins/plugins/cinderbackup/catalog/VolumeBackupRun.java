package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.MadeBackup;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupFacts;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a backup by Cinder has to say to the catalog.
 *
 * @param journal of such a backup
 */
record VolumeBackupRun(RunJournal journal) implements BackupRun {
    /** By its id, or by what its checks have found. Before they have, one that is named is the one that this job has backed up under that name. */
    @Override
    public Optional<BackedUpSource> source(FileCatalog known) {
        return BackedUpSource.cloud(plan().cloudName(), journal.cloudSite())
                .flatMap(cloud -> journal.facts()
                        .get(SourceVolume.FACT)
                        .map(volume -> BackedUpSource.volume(cloud, volume.id(), volume.name()))
                        .or(() -> backedUpBefore(cloud, known)));
    }

    private Optional<BackedUpSource> backedUpBefore(String cloud, FileCatalog known) {
        if (plan().volumeId() != null) {
            BackedUpSource source = BackedUpSource.volume(cloud, plan().volumeId(), null);
            return known.ofId(source.fileName()).map(SourceCatalog::subject).or(() -> Optional.of(source));
        }
        if (plan().volume() == null) {
            // Which volume is behind a PVC only the cluster says
            return Optional.empty();
        }
        return known.summaries().stream()
                .filter(summary -> summary.lastAttempt() != null
                        && summary.jobs().contains(journal.origin().job()))
                .filter(summary -> summary.subject()
                        .equals(BackedUpSource.volume(cloud, summary.subject().source(), plan().volume())))
                .max(Comparator.comparing(summary -> summary.lastAttempt().at()))
                .map(SourceSummary::subject);
    }

    private VolumeBackupPlan plan() {
        return VolumeBackupFacts.plan(journal);
    }

    @Override
    public Objective objective() {
        return plan().objective();
    }

    @Override
    public SourceCatalog ended(SourceCatalog before) {
        return before.ended(this, VolumeBackupFacts.made(journal).map(this::entry), VolumeBackupFacts.removed(journal));
    }

    private CinderBackup entry(MadeBackup made) {
        return new CinderBackup(
                made.id(),
                made.name(),
                made.dataTimestamp(),
                journal.facts().get(SourceVolume.FACT).map(SourceVolume::name).orElse(null),
                made.sizeGiB(),
                made.incremental(),
                made.container(),
                journal.run().value(),
                journal.origin().job(),
                journal.origin().build());
    }
}
