package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.IncrementRefusedException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Why Cinder does not make or restore a backup, and what is to be done about it: its own words do not say. */
final class BackupRefusals {
    /** @param words what is in Cinder's answer */
    private record Refusal(String words, List<String> hints) {
        Finding of(PermanentException e) {
            return new Finding(e.getMessage(), hints);
        }
    }

    private static final List<String> ADMINISTRATOR_ALONE =
            List.of("use the credential of an administrator: by Cinder's policy nobody else may");

    private static final List<Refusal> INCREMENT = List.of(
            new Refusal(
                    "No backups available to do an incremental",
                    List.of("set `incremental` to 'auto' or 'false': there is no full backup to build on")),
            new Refusal(
                    "parent backup must be available",
                    List.of(
                            "the newest backup of the volume is not `available`: delete it, or wait until it is",
                            "set `incremental` to 'false' for a full backup, which builds on none")));

    private static final List<Refusal> KNOWN = List.of(
            new Refusal(
                    "must use the force flag",
                    List.of("set `force` to true, or set `source` to 'snapshot', or detach the volume first")),
            new Refusal(
                    "BackupLimitExceeded",
                    List.of("remove backups that are not needed, or lower `retention`", "ask for a higher quota")),
            new Refusal(
                    "allowed Backup gigabytes quota",
                    List.of(
                            "remove backups that are not needed, or lower `retention`: each counts with its volume's size, an increment too",
                            "ask for a higher quota")),
            new Refusal("backup_admin_actions", ADMINISTRATOR_ALONE),
            new Refusal("backup:export-import", ADMINISTRATOR_ALONE),
            new Refusal("backup:backup-import", ADMINISTRATOR_ALONE),
            new Refusal(
                    "not supported: force delete",
                    List.of(
                            "the cloud's backup driver, such as that for Ceph, cannot stop what it is at: wait until the backup is made, and remove it without `force`")),
            new Refusal(
                    "already exists in database",
                    List.of(
                            "the cloud knows this backup, in some project: find it with an administrator's credential (cinderVolumeBackups with `allProjects`)")),
            new Refusal("is too small to restore", List.of("restore to a volume of the backup's size or larger")),
            new Refusal(
                    "to be restored to must be available",
                    List.of("detach the volume first, and wait until it is 'available'")),
            new Refusal(
                    "Backup status must be available",
                    List.of(
                            "wait until what is under way with the backup has ended: it serves one restore at a time")));

    private BackupRefusals() {}

    /** @throws PermanentException that of the request, with what is to be done */
    static <T> T explained(Supplier<T> request) {
        try {
            return request.get();
        } catch (PermanentException e) {
            throw known(INCREMENT, e)
                    .<PermanentException>map(refusal -> new IncrementRefusedException(refusal.of(e), e))
                    .or(() -> known(KNOWN, e).map(refusal -> new PermanentException(refusal.of(e), e)))
                    .orElse(e);
        }
    }

    private static Optional<Refusal> known(List<Refusal> refusals, PermanentException e) {
        return refusals.stream()
                .filter(refusal -> e.getMessage().contains(refusal.words))
                .findFirst();
    }
}
