package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** A catalog in a folder of its own, and what is told to it. */
abstract class CatalogFixture {
    static final String REPOSITORY = "s3:https://one/b";
    static final String SOURCE = "apps/shop/db";
    static final SnapshotFilter ANY = new SnapshotFilter(null, List.of());
    static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path temp;

    final Set<String> unsettled = new HashSet<>();

    final FileCatalog catalog() {
        return new FileCatalog(temp.resolve("catalog"), (repository, source, host, paths) -> Set.copyOf(unsettled));
    }

    static RunId run(int number) {
        return new RunId("%016x".formatted(number));
    }

    static RunJournal sound(int number) {
        return FinishedRuns.of(run(number), REPOSITORY, List.of("/"), 500);
    }

    final void remember(RunJournal journal) {
        catalog().begin(journal);
        catalog().end(journal);
    }

    final SourceCatalog read() {
        return catalog().of(SOURCE, REPOSITORY).orElseThrow();
    }

    static ListedSnapshot listed(String id, String original, Instant time, List<String> tags) {
        return new ListedSnapshot(
                id,
                original == null ? "" : original,
                "7".repeat(64),
                time,
                "shop-db",
                List.of("/data"),
                List.of(),
                tags,
                null,
                null,
                null);
    }

    static ListedSnapshot foreign(String digit, String source, String run) {
        return listed(digit.repeat(64), null, LATER, List.of("cinder-snapshot-backup", "src:" + source, "run=" + run));
    }

    final void listed(SnapshotFilter filter, ListedSnapshot... snapshots) {
        listed(LATER, filter, snapshots);
    }

    /** restic began to look then. */
    final void listed(Instant asOf, SnapshotFilter filter, ListedSnapshot... snapshots) {
        RepositorySettings repository =
                BackupFacts.plan(sound(1)).usedRepository().orElseThrow();
        catalog().listed(new RepositoryListing(repository, filter, asOf, List.of(snapshots)));
    }

    final List<Path> files() throws IOException {
        try (var files = Files.list(temp.resolve("catalog"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
