package io.jenkins.plugins.cinderbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.KnownProof;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What verifications have shown of a source and of its backups. */
class SourceCatalogTest {
    private static final Instant NIGHT = Instant.parse("2026-01-31T02:00:00Z");
    private static final String BACKUP = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    private static SourceCatalog source(String... ids) {
        return listed(
                SourceCatalog.empty(
                        new BackedUpSource(BackupType.RESTIC, "apps/shop/db", null, "s3:b", "s3:https://s3/b")),
                ids);
    }

    private static SourceCatalog listed(SourceCatalog known, String... ids) {
        return known.listed(
                SnapshotFilter.ofAll(),
                NIGHT,
                List.of(ids).stream().map(id -> entry(id, "")).toList());
    }

    private static ResticBackup entry(String id, String original) {
        return ResticBackup.of(
                new ListedSnapshot(
                        id,
                        original,
                        "7".repeat(64),
                        NIGHT,
                        "host",
                        List.of("/data"),
                        List.of(),
                        List.of("cinder-snapshot-backup", "src:apps/shop/db", "run=1"),
                        3L,
                        4096L,
                        1024L),
                BackupWorth.SOUND);
    }

    private static Proof proof(int hour, Boolean good, String backup) {
        return proof(hour, good, backup, null);
    }

    private static Proof proof(int hour, Boolean good, String backup, List<String> paths) {
        return new Proof(
                "%016x".formatted(hour),
                NIGHT.plus(Duration.ofHours(hour)),
                good,
                backup,
                backup == null ? null : NIGHT,
                paths,
                List.of("check"),
                60L,
                4096L,
                "shop/weekly",
                "7");
    }

    private static Optional<Proof> lastVerification(SourceCatalog source) {
        return source.proofs().stream().filter(Proof::verifies).findFirst();
    }

    @Test
    void aBackupIsAsGoodAsTheLastProofThatHasAnAnswer() {
        SourceCatalog source = source(BACKUP, OTHER)
                .proved(proof(1, false, BACKUP))
                .proved(proof(3, null, BACKUP))
                .proved(proof(2, true, BACKUP));

        assertThat(source.backups())
                .extracting(backup -> source.proofOf(backup).map(Proof::good).orElse(null))
                .containsExactlyInAnyOrder(true, null);
        assertThat(lastVerification(source)).contains(proof(2, true, BACKUP));
        assertThat(source.proofs())
                .as("newest first, in whatever order they ended")
                .containsExactly(proof(3, null, BACKUP), proof(2, true, BACKUP), proof(1, false, BACKUP));
    }

    @Test
    void aCheckOfTheRepositoryAloneVerifiesNoBackup() {
        SourceCatalog source = source(BACKUP).proved(proof(1, true, null));

        assertThat(lastVerification(source)).isEmpty();
        assertThat(source.proofOf(source.backups().get(0))).isEmpty();
    }

    @Test
    void atWhichInstantItWasLastTriedIsKnownWhateverCameOfItButACheckOfTheRepositoryIsNoTrial() {
        assertThat(source(BACKUP).lastTrial()).isEmpty();

        SourceCatalog source = source(BACKUP)
                .proved(proof(1, true, BACKUP))
                .proved(proof(2, null, null))
                .proved(proof(3, true, null));

        assertThat(source.lastTrial()).contains(NIGHT.plus(Duration.ofHours(2)));
    }

    @Test
    void aProofIsOfTheSamePathsAsItsBackup() {
        SourceCatalog source = source(BACKUP)
                .proved(proof(1, true, BACKUP, List.of("/data")))
                .proved(proof(2, false, OTHER, List.of("/data/config")));

        assertThat(source.status(List.of("/")).lastProof())
                .isEqualTo(new KnownProof(proof(1, true, BACKUP).at(), true));
        assertThat(source.status(List.of("config")).lastProof())
                .isEqualTo(new KnownProof(proof(2, false, OTHER).at(), false));
        assertThat(source.proved(proof(3, false, null)).status(List.of("/")).lastProof())
                .as("what is wrong with the repository is wrong with all of it")
                .isEqualTo(new KnownProof(proof(3, false, null).at(), false));
    }

    @Test
    void aBackupWhoseTagsAreChangedStaysVerified() {
        SourceCatalog source = source(BACKUP)
                .proved(proof(1, true, BACKUP))
                .listed(SnapshotFilter.ofAll(), NIGHT, List.of(entry(OTHER, BACKUP)));

        assertThat(source.backups())
                .singleElement()
                .satisfies(backup -> assertThat(source.proofOf(backup)).contains(proof(1, true, BACKUP)));
    }

    @Test
    void theProofOfABackupThatIsGoneStaysTheLastOfItsSource() {
        SourceCatalog source = listed(source(BACKUP).proved(proof(1, true, BACKUP)), OTHER);

        assertThat(lastVerification(source)).contains(proof(1, true, BACKUP));
        assertThat(source.proofOf(source.backups().get(0))).isEmpty();
    }

    @Test
    void ofVeryManyTheOldestAreLeftOutButNotTheLastThatVerifies() {
        SourceCatalog source = source(BACKUP).proved(proof(1, true, BACKUP)).proved(proof(2, true, BACKUP));
        for (int hour = 3; hour < SourceCatalog.MAX_PROOFS + 10; hour++) {
            source = source.proved(proof(hour, false, BACKUP));
        }

        assertThat(source.proofs()).hasSize(SourceCatalog.MAX_PROOFS + 1);
        assertThat(lastVerification(source)).contains(proof(2, true, BACKUP));
    }
}
