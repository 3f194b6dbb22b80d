package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.catalog.BackupEntry;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;

/** What the catalog knows. */
final class KnownBackups {
    private KnownBackups() {}

    /** The ids of the backups that a volume has by Cinder itself, newest first. */
    static List<Object> of(String volume) {
        return BackupServices.get().catalog().of(volume).stream()
                .flatMap(known -> known.backups().stream())
                .<Object>map(BackupEntry::id)
                .toList();
    }
}
