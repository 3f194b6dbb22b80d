package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a test of the backup service needs of Cinder beside all that backups need. */
abstract class RestoredTagsContract extends VolumeBackupsContract {
    @Test
    void aVolumeThatItsSourceNamesKeepsTheTagsThatARestoreWritesOnIt() {
        Map<String, String> metadata = new HashMap<>(TagMetadata.encode(tags("another")));
        metadata.putAll(RestoreMark.to(run + "-restored"));
        String source = sourceVolume(metadata);
        String backup = fullBackup(source);
        Volume target = storage().createVolume(newVolume("test-" + run + "-restored", 1, source));
        awaitVolume(target.id(), "available");

        backups().restoreOver(backup, target.id());

        Volume restored = awaitVolume(target.id(), "available");
        assertThat(restored.restoredFrom()).contains(backup);
        assertThat(restored.tags()).isEqualTo(tags("another"));
        assertThat(storage().volumesOf(run)).extracting(Volume::id).contains(target.id());
        assertThat(storage().ourVolumes()).extracting(Volume::id).contains(target.id(), source);
        awaitBackup(backup);
        storage().deleteVolume(target.id());
        deleteBackup(backup);
    }

    @Test
    void theRolesOfTheCredentialAreKnown() {
        assertThat(storage().roles()).contains("member").doesNotContain("admin", "manager");
    }
}
