package io.jenkins.plugins.cinderbackup.overview;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.StaplerResponse2;

/** A controller with the page of all backups, and what the catalog is told. */
abstract class OverviewFixture {
    static final String REPOSITORY = "s3:https://one/b";
    static final Instant NIGHT = Instant.parse("2026-01-31T02:00:00Z");

    @TempDir
    Path home;

    HeadlessController jenkins;
    final OverviewPage page = new OverviewPage();

    @BeforeEach
    void start() {
        jenkins = HeadlessController.start(home);
    }

    @AfterEach
    void stop() {
        BackupServices.stop();
        jenkins.close();
    }

    /** A run of the job {@code shop/nightly}, which backs up {@code apps/shop/db}. */
    static RunJournal remember(RunJournal journal) {
        BackupServices.get().catalog().begin(journal);
        BackupServices.get().catalog().end(journal);
        return journal;
    }

    static RunJournal sound(int number) {
        return remember(FinishedRuns.of(new RunId("%016x".formatted(number)), REPOSITORY, List.of("/"), 500));
    }

    /** Backups that no job of this Jenkins has made. */
    static void list(ListedSnapshot... snapshots) {
        BackupServices.get()
                .catalog()
                .listed(new RepositoryListing(
                        new RepositorySettings(REPOSITORY, null, false, true, true, Duration.ofHours(1)),
                        SnapshotFilter.ofAll(),
                        Instant.now(),
                        List.of(snapshots)));
    }

    static ListedSnapshot foreign(int number, String source) {
        return new ListedSnapshot(
                "%064x".formatted(number),
                "",
                "7".repeat(64),
                NIGHT.plusSeconds(number),
                "host",
                List.of("/data"),
                List.of(),
                List.of("cinder-snapshot-backup", "src:" + source),
                3L,
                4096L,
                1024L);
    }

    static StaplerResponse2 response(StringWriter text) {
        return (StaplerResponse2) Proxy.newProxyInstance(
                OverviewFixture.class.getClassLoader(),
                new Class<?>[] {StaplerResponse2.class},
                (proxy, method, arguments) -> method.getName().equals("getWriter") ? new PrintWriter(text) : null);
    }
}
