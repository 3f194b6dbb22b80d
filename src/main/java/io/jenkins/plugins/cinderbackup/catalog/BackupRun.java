package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import java.util.Optional;
import java.util.Set;

/** What a run that backs something up has to say to the catalog. */
interface BackupRun {
    /** Empty for a run that backs nothing up, or only says what it would do. */
    static Optional<BackupRun> of(RunJournal journal) {
        if (journal.plan().dryRun()) {
            return Optional.empty();
        }
        if (BackupOperation.OPERATION.isOf(journal)) {
            return Optional.of(new ResticRun(journal));
        }
        return VolumeBackupOperation.OPERATION.isOf(journal)
                ? Optional.of(new VolumeBackupRun(journal))
                : Optional.empty();
    }

    /** The run's journal. */
    RunJournal journal();

    /**
     * What it backs up; empty while that is not known.
     *
     * @param known the catalog, where a run has not found it out by itself
     */
    Optional<BackedUpSource> source(FileCatalog known);

    /** What it promises. */
    Objective objective();

    /**
     * What is known after it is over.
     *
     * @param before what was known before
     */
    SourceCatalog ended(SourceCatalog before);

    /** The ids of the kept Cinder snapshots of earlier runs that are gone by now, or on their way. */
    default Set<String> removedCinderSnapshots() {
        return Set.of();
    }
}
