package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.time.Instant;

/** What a run keeps of the backup that it has made: see {@link VolumeBackup}. */
public record MadeBackup(
        String id,
        String name,
        long sizeGiB,
        boolean incremental,
        long objects,
        String container,
        Instant createdAt,
        Instant dataTimestamp) {
    /** Known once it is available. */
    static final Fact<MadeBackup> FACT = new Fact<>("madeBackup", MadeBackup.class);

    static MadeBackup of(VolumeBackup backup) {
        return new MadeBackup(
                backup.id(),
                backup.name(),
                backup.sizeGiB(),
                backup.incremental(),
                backup.objects(),
                backup.container(),
                backup.createdAt(),
                backup.dataTimestamp());
    }
}
