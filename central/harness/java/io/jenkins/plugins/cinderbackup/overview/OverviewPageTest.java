package io.jenkins.plugins.cinderbackup.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.page.Paging;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who sees which backups on the page of all of them, and what is shown. */
@Timeout(60)
class OverviewPageTest extends OverviewFixture {
    private List<String> subjects() {
        return page.getSources().stream().map(SourceRow::getSubject).toList();
    }

    private String csv() throws Exception {
        StringWriter text = new StringWriter();
        page.doCsv(response(text));
        return text.toString();
    }

    @Test
    void aRowSaysHowOldTheNewestSoundBackupIsAndWhatBecameOfTheLastAttempt() {
        jenkins.job("shop/nightly");
        sound(1);
        RunJournal incomplete =
                remember(FinishedRuns.incomplete(new RunId("%016x".formatted(2)), REPOSITORY, List.of("/")));

        assertThat(page.getSources()).singleElement().satisfies(row -> {
            assertThat(row.getSubject()).isEqualTo("shop/db");
            assertThat(row.getPlace()).isEqualTo("apps");
            assertThat(row.getRepository()).isEqualTo(REPOSITORY);
            assertThat(row.getCount()).isEqualTo(2);
            assertThat(row.getSizeText()).isEqualTo("4.0 KiB");
            assertThat(row.getAge()).isNotNull();
            assertThat(row.getAttempt().getResult()).isEqualTo("Unstable");
            assertThat(row.getAttempt().getIcon()).isEqualTo("symbol-status-yellow");
            assertThat(row.getAttempt().getBuild()).isEqualTo("shop/nightly #7");
            assertThat(row.getAttempt().getBuildUrl()).isEqualTo("job/shop/job/nightly/7/");
            assertThat(row.getLastAttempt())
                    .containsEntry("result", "UNSTABLE")
                    .containsEntry("job", "shop/nightly")
                    .containsEntry("at", incomplete.startedAt().toString().replaceAll("\\.\\d+Z", "Z"));
        });
    }

    @Test
    void aSourceOfWhichNoSoundBackupIsLeftIsNoSuccess() {
        jenkins.job("shop/nightly");
        sound(1);
        list();

        assertThat(page.getSources()).singleElement().satisfies(row -> {
            assertThat(row.getLastSuccess()).isNull();
            assertThat(row.getAge()).isNull();
            assertThat(row.getCount()).isZero();
            assertThat(row.getAttempt().getResult()).isEqualTo("Succeeded");
        });
    }

    @Test
    void whoMayNotReadTheJobSeesNothingOfItWhateverHeAsks() throws Exception {
        Item job = jenkins.job("shop/nightly");
        sound(1);
        String id = page.getSources().get(0).getId();
        assertThat(page.source(id, null)).isNotNull();

        jenkins.deny(Jenkins.ADMINISTER, Jenkins.SYSTEM_READ);
        assertThat(subjects()).as("who may read the job").hasSize(1);
        jenkins.deny(job, Item.READ);
        assertThat(subjects()).as("who may discover it").isEmpty();
        jenkins.deny(job, Item.DISCOVER);
        assertThat(subjects()).isEmpty();
        assertThat(page.rows("", null).getTotal()).isZero();
        assertThat(page.source(id, null)).isNull();
        assertThat(csv()).isEqualTo("timestamp,type,level,path,size,checksum,verified\r\n");
    }

    @Test
    void anAdministratorWhoMayNotReadAJobDoesNotSeeItHere() {
        Item job = jenkins.job("shop/nightly");
        sound(1);
        jenkins.deny(job, Item.READ, Item.DISCOVER);

        assertThat(subjects()).isEmpty();
    }

    @Test
    void whatNoJobIsKnownOfIsForWhoMayReadTheSystem() {
        sound(1);
        list(foreign(1, "apps/crm/db"));

        assertThat(subjects()).containsExactly("crm/db", "shop/db");
        jenkins.deny(Jenkins.ADMINISTER);
        assertThat(page.getSources()).hasSize(2).allSatisfy(row -> {
            if (row.getLastAttempt() != null) {
                assertThat(row.getAttempt().getBuild()).isEqualTo("A build that you may not see");
                assertThat(row.getLastAttempt()).containsEntry("job", null);
            }
        });
        jenkins.deny(Jenkins.SYSTEM_READ);
        assertThat(subjects()).isEmpty();
    }

    @Test
    void theNameOfAJobThatTheViewerMayNotReadIsNowhere() throws Exception {
        jenkins.job("mine");
        Item hidden = jenkins.job("shop/nightly");
        sound(1);
        RunJournal mine = FinishedRuns.of(new RunId("%016x".formatted(2)), REPOSITORY, List.of("/"), 500);
        BackupServices.get()
                .catalog()
                .begin(FinishedRuns.withoutReport(mine, new Origin(Jenkins.get().getLegacyInstanceId(), "mine", "3")));
        jenkins.deny(Jenkins.ADMINISTER, Jenkins.SYSTEM_READ);
        jenkins.deny(hidden, Item.READ, Item.DISCOVER);

        SourceRow row = page.getSources().get(0);
        assertThat(row.getBackups())
                .singleElement()
                .satisfies(
                        backup -> assertThat(backup).containsEntry("job", null).containsEntry("build", null));
        BackupRow backup = page.source(row.getId(), null).getBackups().getRows().get(0);
        assertThat(backup.getBuild()).isEqualTo("A build that you may not see");
        assertThat(backup.getBuildUrl()).isNull();
        assertThat(row.getAttempt().getResult()).isEqualTo("no end seen yet");
        assertThat(row.getAttempt().getBuild()).isEqualTo("mine #3");
    }

    @Test
    void theLinkIsThereForWhoSeesSomething() {
        jenkins.job("shop/nightly");
        sound(1);
        assertThat(page.getIconFileName()).as("an administrator").isNotNull();

        jenkins.deny(Jenkins.ADMINISTER, Jenkins.SYSTEM_READ);
        await().untilAsserted(() -> assertThat(page.getIconFileName()).isNotNull());

        jenkins.deny(Item.READ, Item.DISCOVER);
        assertThat(page.getIconFileName()).isNull();
    }

    @Test
    void theFilterLooksAtAllThatNamesASource() {
        list(foreign(1, "apps/shop/db"), foreign(2, "https:%2F%2Fk8s.example.org:6443/crm/Files"));

        assertThat(page.rows("K8S.example", null).getRows())
                .singleElement()
                .satisfies(row -> assertThat(row.getPlace()).isEqualTo("https://k8s.example.org:6443"));
        assertThat(page.rows(" files ", null).getTotal()).isEqualTo(1);
        assertThat(page.rows("s3:https", null).getTotal()).isEqualTo(2);
        assertThat(page.rows("nothing like it", null).getTotal()).isZero();
        assertThat(page.rows("", null).getTotal()).isEqualTo(2);
    }

    @Test
    void aLongListHasPages() {
        list(IntStream.range(0, 150).mapToObj(i -> foreign(i, "apps/shop/db")).toArray(ListedSnapshot[]::new));

        String id = page.getSources().get(0).getId();
        Paging<BackupRow> second = page.source(id, "2").getBackups();
        assertThat(second.getPages()).isEqualTo(3);
        assertThat(second.getTotal()).isEqualTo(150);
        assertThat(second.getRows())
                .hasSize(50)
                .first()
                .satisfies(row -> assertThat(row.getId()).isEqualTo("%064x".formatted(99)));
        assertThat(page.source(id, "99999999").getBackups().getPage()).isEqualTo(1);
        assertThat(page.source(id, "77").getBackups().getPage()).isEqualTo(3);
        assertThat(page.source(id, "-1").getBackups().getPage()).isEqualTo(1);
    }

    @Test
    void aForgedIdIsNoFile() {
        assertThat(page.source("../../secrets/master", null)).isNull();
        assertThat(BackupServices.get().catalog().ofId("../history/x")).isEmpty();
        assertThat(page.source(null, null)).isNull();
    }

    @Test
    void aBackupHasItsIdsAndTheStepThatRestoresItAndItsSourceTheOneThatListsIt() {
        list(foreign(1, "apps/shop/db"));

        SourceView source = page.source(page.getSources().get(0).getId(), null);
        BackupRow row = source.getBackups().getRows().get(0);

        assertThat(source.getListCall()).startsWith("cinderSnapshotList(").contains("pvc: 'db',");
        assertThat(row.getId()).isEqualTo("%064x".formatted(1));
        assertThat(row.getTime()).isEqualTo("2026-01-31T02:00:01Z");
        assertThat(row.getWorth()).isEqualTo("sound");
        assertThat(row.getSizeText()).isEqualTo("4.0 KiB");
        assertThat(row.getBuild()).isEqualTo("Unknown");
        assertThat(row.getRestoreCall()).isEqualTo("""
                cinderSnapshotRestore(
                    namespace: 'shop',
                    pvc: 'db',
                    cluster: 'apps',
                    backup: '%s',
                    repository: [url: 's3:https://one/b', passwordCredentialsId: 'ID OF ITS PASSWORD', credentialsId: 'ID OF ITS KEYS']
                )""".formatted(row.getId()));
    }

    @Test
    void csvHasAllThatIsSeen() throws Exception {
        list(foreign(1, "apps/shop/db"), foreign(2, "=cmd/shop/db"));

        assertThat(csv().lines())
                .hasSize(3)
                .contains("2026-01-31T02:00:01Z,restic,sound,apps/shop/db,4096," + "7".repeat(64) + ",")
                .anyMatch(line -> line.contains(",'=cmd/shop/db,"));
    }

    @Test
    void aRowSaysWhatTheLastVerificationHasShown() {
        jenkins.job("shop/nightly");
        RunJournal check = FinishedRuns.check("1/3");
        remember(FinishedRuns.successful());
        assertThat(page.getSources().get(0).getProof()).isNull();
        assertThat(page.getSources().get(0).getLastProof()).isNull();

        remember(check);

        assertThat(page.getSources()).singleElement().satisfies(row -> {
            assertThat(row.getProof().getWords()).isEqualTo("repository checked");
            assertThat(row.getProof().getIcon()).isEqualTo("symbol-status-blue");
            assertThat(row.getProof().getRestoreTime()).isNull();
            assertThat(row.getProof().getBuild())
                    .isEqualTo(check.origin().job() + " #" + check.origin().build());
            assertThat(row.getLastProof())
                    .containsEntry("verified", true)
                    .containsEntry("backup", null)
                    .containsEntry("passed", List.of("check"));
            assertThat(row.getLastVerification()).isNull();
        });
    }

    @Test
    void theRemoteApiHasTheBackupsOfASource() {
        list(foreign(1, "apps/shop/db"), foreign(2, "apps/shop/db"));

        List<Map<String, Object>> backups = page.getSources().get(0).getBackups();
        assertThat(backups)
                .extracting(backup -> backup.get("time"))
                .containsExactly("2026-01-31T02:00:02Z", "2026-01-31T02:00:01Z");
    }

    @Test
    void aPageHasAHundredOfVeryManySources() {
        list(IntStream.range(0, 250)
                .mapToObj(i -> foreign(i, "apps/shop/db-%03d".formatted(i)))
                .toArray(ListedSnapshot[]::new));

        assertThat(page.rows("", null).getRows()).hasSize(100);
        assertThat(page.rows("", "3").getRows()).hasSize(50);
        assertThat(page.rows("db-2", null).getRows())
                .extracting(SourceRow::getSubject)
                .hasSize(50)
                .contains("shop/db-249");
    }
}
