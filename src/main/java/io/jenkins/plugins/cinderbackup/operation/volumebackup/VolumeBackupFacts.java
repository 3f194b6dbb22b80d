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

    /**
     * What a run was to remove.
     *
     * @throws ClassCastException if it removes no backup
     */
    @NonNull
    public static VolumeBackupDeletionPlan deletionPlan(@NonNull RunJournal journal) {
        return VolumeBackupDeletionPlan.class.cast(journal.plan());
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

    /** The volume whose backups a removal is about, once the checks have passed. */
    @NonNull
    public static Optional<String> volumeOfRemoved(@NonNull RunJournal journal) {
        return journal.facts().get(DoomedBackup.FACT).map(DoomedBackup::volumeId);
    }
}
