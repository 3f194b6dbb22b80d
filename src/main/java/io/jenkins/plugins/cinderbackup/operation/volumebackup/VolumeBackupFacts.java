package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.util.Optional;
import java.util.Set;

/** What runs that make or remove Cinder's own backups find out. */
public final class VolumeBackupFacts {
    private VolumeBackupFacts() {}

    /**
     * What a run was to do.
     *
     * @throws ClassCastException if it makes no backup
     */
    @NonNull
    public static VolumeBackupPlan plan(@NonNull RunJournal journal) {
        return VolumeBackupPlan.class.cast(journal.plan());
    }

    /** The backup that a run has made: it is available, and stays. */
    @NonNull
    public static Optional<MadeBackup> made(@NonNull RunJournal journal) {
        return journal.facts()
                .get(MadeBackup.FACT)
                .filter(made -> journal.resources().stream()
                        .anyMatch(tracked -> made.id().equals(tracked.id()) && tracked.isToStay()));
    }

    /** The ids of the backups that a run has removed; that of one which is perhaps on its way out is among them. */
    @NonNull
    public static Set<String> removed(@NonNull RunJournal journal) {
        return journal.facts()
                .get(RemovedBackups.FACT)
                .map(RemovedBackups::notStaying)
                .orElse(Set.of());
    }

    /** The backups that a run has taken away from its cloud, by removing them, or by setting one to {@code error}. Empty for a run that is not there for that. */
    @NonNull
    public static Optional<LostBackups> lost(@NonNull RunJournal journal) {
        if (VolumeBackupDeletionOperation.OPERATION.isOf(journal)) {
            return journal.facts()
                    .get(DoomedBackup.FACT)
                    .map(doomed -> new LostBackups(
                            VolumeBackupDeletionPlan.class.cast(journal.plan()).cloudName(),
                            doomed.volumeId(),
                            removed(journal)));
        }
        return VolumeBackupResetOperation.OPERATION.isOf(journal)
                ? journal.facts()
                        .get(ResetBackup.FACT)
                        .filter(ResetBackup::isLost)
                        .map(reset -> new LostBackups(
                                VolumeBackupResetPlan.class.cast(journal.plan()).cloudName(),
                                reset.volumeId(),
                                Set.of(reset.id())))
                : Optional.empty();
    }
}
