package io.jenkins.plugins.cinderbackup.phase.cleanup;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Cinder backs up or restores it does not let go until it has come to an end, for hours; a run does not wait for that. */
final class CinderAtWork {
    private static final String THEN = "; it is removed when that has ended";
    private static final String ADMINISTRATOR = ", which only an administrator can end" + THEN;
    private static final String BEING_MADE = "Cinder is still making it" + ADMINISTRATOR;
    private static final String BEING_READ = "Cinder is still backing it up" + THEN;
    private static final String RESTORED_FROM = "Cinder is still restoring a volume from it" + ADMINISTRATOR;
    private static final String BEING_RESTORED = "Cinder is still restoring it from a backup" + ADMINISTRATOR;
    private static final Set<String> ALL = Set.of(BEING_MADE, BEING_READ, RESTORED_FROM, BEING_RESTORED);

    private static final Set<ResourceKind> IN_A_BACKUP = EnumSet.of(ResourceKind.BACKUP, ResourceKind.SNAPSHOT);

    private CinderAtWork() {}

    /**
     * Whether the other is a backup that was made later than this one. Two of one name are of one request, of which an answer was lost: neither is the later one.
     */
    static boolean mayBuildOn(RunJournal journal, TrackedResource backup, TrackedResource other) {
        List<String> names = journal.resources().stream()
                .filter(resource -> resource.kind() == ResourceKind.BACKUP)
                .map(TrackedResource::name)
                .toList();
        return backup.kind() == ResourceKind.BACKUP
                && other.kind() == ResourceKind.BACKUP
                && names.indexOf(other.name()) > names.indexOf(backup.name());
    }

    /** Why a backup in this state cannot be removed yet, if it cannot. */
    static Optional<String> onBackup(String status) {
        return switch (status) {
            case StorageState.CREATING -> Optional.of(BEING_MADE);
            case VolumeBackup.RESTORING -> Optional.of(RESTORED_FROM);
            default -> Optional.empty();
        };
    }

    /** The same of a volume. */
    static Optional<String> onVolume(String status) {
        return switch (status) {
            case "backing-up" -> Optional.of(BEING_READ);
            case StorageState.RESTORING -> Optional.of(BEING_RESTORED);
            default -> Optional.empty();
        };
    }

    /** Whether Cinder is at something with what the journal names, and this has to wait for it: itself, or as what a backup reads or builds on. */
    static boolean keeps(RunJournal journal, TrackedResource left) {
        return holds(left)
                || IN_A_BACKUP.contains(left.kind())
                        && journal.resources().stream().anyMatch(CinderAtWork::holds);
    }

    /** Whether that is what kept a resource from being removed, when it was last tried. */
    private static boolean holds(TrackedResource resource) {
        return resource.lastError() != null && ALL.contains(resource.lastError());
    }
}
