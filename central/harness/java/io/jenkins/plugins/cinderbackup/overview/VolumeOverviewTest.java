package io.jenkins.plugins.cinderbackup.overview;

import static io.jenkins.plugins.cinderbackup.engine.FinishedVolumeBackups.VOLUME;
import static io.jenkins.plugins.cinderbackup.engine.FinishedVolumeBackups.volumeRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.model.Objective;
import java.io.StringWriter;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Volumes that Cinder backs up, on the page of all backups. */
@Timeout(60)
class VolumeOverviewTest extends OverviewFixture {
    private SourceRow row() {
        assertThat(page.getSources()).hasSize(1);
        return page.getSources().get(0);
    }

    private BackupRow newest() {
        return page.source(row().getId(), null).getBackups().getRows().get(0);
    }

    @Test
    void aVolumeStandsBesideThePvcsByItsNameAndItsId() {
        jenkins.job("shop/nightly");
        sound(1);
        remember(volumeRun(2).toEnd());

        assertThat(page.getSources())
                .extracting(SourceRow::getSubject, SourceRow::getPlaceKind, SourceRow::getPlace, SourceRow::getType)
                .containsExactlyInAnyOrder(
                        tuple("shop/db", "Cluster", "apps", "restic"),
                        tuple("source (" + VOLUME + ")", "Cloud", "production", "cinder"));
        assertThat(page.rows("SOURCE (", null).getTotal()).isEqualTo(1);
        assertThat(page.rows(VOLUME, null).getTotal()).isEqualTo(1);
        assertThat(page.rows("cinder:prod", null).getTotal()).isEqualTo(1);
    }

    @Test
    void aBackupHasItsKindAndTheStepThatRestoresItToANewVolume() {
        jenkins.job("shop/nightly");
        remember(volumeRun(1).toEnd());

        assertThat(row().getSizeText()).isEqualTo("10.0 GiB");
        assertThat(row().getCount()).isEqualTo(1);
        assertThat(row().getRepository()).isEqualTo("cinder:production");
        assertThat(page.source(row().getId(), null).getListCall()).isNull();
        assertThat(newest().getMaker()).isEqualTo("Cinder");
        assertThat(newest().getRemark()).isEqualTo("full");
        assertThat(newest().getBuild()).isEqualTo("shop/nightly #7");
        assertThat(newest().getRestoreCall()).isEqualTo("""
                cinderVolumeRestore(
                    cloud: 'production',
                    backup: 'backup-1',
                    newVolume: [name: 'source-restored']
                )""");
    }

    @Test
    void aCloudThatAJobHasWrittenInlineHasNoNameThatACallCouldUse() {
        jenkins.job("shop/nightly");
        remember(volumeRun(1).inline().toEnd());

        assertThat(newest().getRestoreCall()).contains("openstack: [authUrl: 'https://keystone.example.com/v3',");
    }

    @Test
    void whoMayNotReadTheJobSeesNothingOfIt() {
        Item hidden = jenkins.job("shop/nightly");
        remember(volumeRun(1).toEnd());
        jenkins.deny(Jenkins.ADMINISTER, Jenkins.SYSTEM_READ);
        assertThat(page.getSources()).hasSize(1);

        jenkins.deny(hidden, Item.READ, Item.DISCOVER);

        assertThat(page.getSources()).isEmpty();
    }

    @Test
    void whatAJobHasPromisedOfItIsJudgedByTheClock() {
        jenkins.job("shop/nightly");
        remember(volumeRun(1).promising(new Objective(Duration.ofDays(1), null)).toEnd());

        assertThat(row().getObjectiveText()).isEqualTo("RPO 24 h 0 min");
        assertThat(row().isLate()).isTrue();
        LateBackupMonitor monitor = new LateBackupMonitor();
        await().until(monitor::isActivated);
        assertThat(monitor.getShown()).extracting(SourceRow::getSubject).containsExactly("source (" + VOLUME + ")");
    }

    @Test
    void theGaugesAreThoseOfAllBackups() throws Exception {
        jenkins.job("shop/nightly");
        remember(volumeRun(1).toEnd());
        StringWriter written = new StringWriter();
        page.doMetrics(response(written));
        String labels = "{cluster=\"\",namespace=\"\",pvc=\"" + VOLUME + "\",repository=\"cinder:production\"";

        assertThat(written.toString().lines())
                .contains(
                        "cinder_backup_backups" + labels + "} 1",
                        "cinder_backup_last_result" + labels + "} 0",
                        "cinder_backup_last_bytes" + labels + ",kind=\"volume\"} " + (10L << 30))
                .anyMatch(line -> line.startsWith("cinder_backup_last_success_timestamp_seconds" + labels));
    }
}
