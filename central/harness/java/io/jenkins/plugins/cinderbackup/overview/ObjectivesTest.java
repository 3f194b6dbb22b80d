package io.jenkins.plugins.cinderbackup.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.catalog.SourceSummary;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.access.AccessDeniedException;

/** What was promised of backups, who says that it is not so, and the gauges. */
@Timeout(60)
class ObjectivesTest extends OverviewFixture {
    private static final Objective DAILY = new Objective(Duration.ofDays(1), Duration.ofMinutes(30));

    /** A run begins, of a job that promises this, or nothing. */
    private static void promise(int number, String job, Objective objective) {
        BackupServices.get()
                .catalog()
                .begin(FinishedRuns.promising(new RunId("%016x".formatted(number)), job, objective));
    }

    private SourceRow row() {
        return page.getSources().get(0);
    }

    @Test
    void aSourceIsLateByTheClockWhetherBuildsHaveRunOrNot() {
        jenkins.job("shop/nightly");
        remember(FinishedRuns.successful());
        assertThat(row().getLateness()).as("nothing was promised").isNull();

        promise(2, "shop/nightly", DAILY);

        assertThat(row().getObjectiveText()).isEqualTo("RPO 24 h 0 min, RTO 30 min 0 s");
        assertThat(row().getLateness()).matches("late by \\d+ d \\d+ h");
        assertThat(row().isLate()).isTrue();
        assertThat(row().getRpo()).isEqualTo(86_400);
        LateBackupMonitor monitor = new LateBackupMonitor();
        await().until(monitor::isActivated);
        assertThat(monitor.getShown()).singleElement().satisfies(late -> {
            assertThat(late.getSubject()).isEqualTo(row().getSubject());
            assertThat(late.getPromisedBy()).isEqualTo("shop/nightly");
        });
        assertThat(monitor.getMore()).isZero();
        PromisedBackups.Factory ofJobs = new PromisedBackups.Factory();
        await().untilAsserted(() -> assertThat(lateOf(ofJobs, "shop/nightly"))
                .extracting(SourceRow::getSubject)
                .containsExactly(row().getSubject()));
        assertThat(lateOf(ofJobs, "shop/another")).isEmpty();
    }

    private List<SourceRow> lateOf(PromisedBackups.Factory factory, String job) {
        return factory.createFor(jenkins.job(job)).stream()
                .flatMap(action -> ((PromisedBackups) action).getLate().stream())
                .toList();
    }

    @Test
    void aBackupFromAClockThatWasAheadIsNamedAsOneThatKeepsNoPromise() {
        jenkins.job("shop/nightly");
        remember(FinishedRuns.successful());
        promise(2, "shop/nightly", DAILY);
        SourceSummary summary = BackupServices.get().catalog().summaries().get(0);

        SourceRow before = new SourceRow(summary, summary.soundAt().minus(Duration.ofDays(99)));

        assertThat(before.getLateness())
                .isEqualTo("late: the newest is from a clock that was ahead, and nobody knows how old it is");
    }

    @Test
    void aPromiseHoldsUntilTheJobThatMadeItTakesItBack() {
        jenkins.job("shop/nightly");
        promise(1, "shop/nightly", DAILY);
        promise(2, "shop/before-upgrade", Objective.NONE);
        assertThat(row().getLateness()).isEqualTo("late: none was made");

        promise(3, "shop/nightly", Objective.NONE);

        assertThat(row().getObjectiveText()).isNull();
        assertThat(row().getLateness()).isNull();
    }

    @Test
    void anAdministratorWithdrawsAPromiseThatNobodyKeepsAnyMore() {
        jenkins.job("shop/nightly");
        promise(1, "shop/nightly", DAILY);

        page.doWithdrawObjective(row().getId());
        page.doWithdrawObjective("../../secrets/master");

        assertThat(row().getObjectiveText()).isNull();
        jenkins.deny(Jenkins.ADMINISTER);
        assertThatThrownBy(() -> page.doWithdrawObjective(row().getId())).isInstanceOf(AccessDeniedException.class);
    }

    private String metrics() throws Exception {
        StringWriter written = new StringWriter();
        page.doMetrics(response(written));
        return written.toString();
    }

    @Test
    void theGaugesHaveInstantsAndWhatWasPromised() throws Exception {
        jenkins.job("shop/nightly");
        remember(FinishedRuns.successful());
        promise(2, "shop/nightly", DAILY);
        String labels = "{cluster=\"https://k8s.example.com\",namespace=\"shop\",pvc=\"db\",repository=\"";

        String text = metrics();

        assertThat(text.lines())
                .anyMatch(line -> line.startsWith("cinder_backup_last_success_timestamp_seconds{cluster=")
                        && line.endsWith(
                                " " + Instant.parse(row().getLastSuccess()).getEpochSecond()))
                .anyMatch(line -> line.startsWith("cinder_backup_rpo_objective_seconds{") && line.endsWith("} 86400.0"))
                .anyMatch(line -> line.startsWith("cinder_backup_rto_objective_seconds{") && line.endsWith("} 1800.0"))
                .anyMatch(line -> line.startsWith("cinder_backup_backups{") && line.endsWith("} 1"))
                .anyMatch(line -> line.matches("cinder_backup_last_bytes\\{.*,kind=\"files\"} \\d+"))
                .contains("# TYPE cinder_backup_last_result gauge", "cinder_backup_leftovers 0")
                .noneMatch(line -> line.startsWith("cinder_backup_verify_last_success_timestamp_seconds{"));
    }

    @Test
    void aNameThatSomebodyElseHasChosenBreaksNoLine() throws Exception {
        list(foreign(1, "ap\"ps\n/sh\\op/db"));

        assertThat(metrics().lines())
                .contains(
                        "cinder_backup_backups{cluster=\"ap\\\"ps\\n\",namespace=\"sh\\\\op\",pvc=\"db\",repository=\"s3:https://one/b\"} 1");
    }

    @Test
    void theGaugesAreForWhoMayReadTheSystem() {
        jenkins.deny(Jenkins.ADMINISTER, Jenkins.SYSTEM_READ);

        assertThatThrownBy(this::metrics).isInstanceOf(AccessDeniedException.class);
    }
}
