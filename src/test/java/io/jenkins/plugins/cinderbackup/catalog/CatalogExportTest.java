package io.jenkins.plugins.cinderbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogExportTest {
    private static final String TREE = "7".repeat(64);

    private static ResticBackup backup(String source, Long bytes, String tree) {
        return new ResticBackup(
                "a".repeat(64),
                null,
                tree,
                Instant.parse("2026-01-31T10:00:00Z"),
                "shop-db",
                List.of("/data"),
                List.of("cinder-snapshot-backup", "src:" + source, "size=10Gi", "nightly"),
                BackupWorth.SOUND,
                3L,
                bytes,
                null,
                null,
                "shop/nightly",
                "7",
                null);
    }

    private static SourceCatalog of(String source, ResticBackup... backups) {
        return new SourceCatalog(
                new BackedUpSource(BackupType.RESTIC, source, null, "s3:b", "s3:https://s3/b"),
                null,
                null,
                List.of(backups),
                List.of(),
                List.of(),
                null);
    }

    private static Proof proof(Boolean good) {
        return new Proof(
                "5",
                Instant.parse("2026-02-01T10:00:00Z"),
                good,
                "a".repeat(64),
                Instant.parse("2026-01-31T10:00:00Z"),
                null,
                List.of("restore"),
                60L,
                4096L,
                "shop/weekly",
                "3");
    }

    @Test
    void aTableHasALineForEachBackup() {
        assertThat(CatalogExport.csv(Stream.of(
                        of("c/shop/db", backup("c/shop/db", 4096L, TREE)), of("x/y/z", backup("x/y/z", null, null)))))
                .isEqualTo("timestamp,type,level,path,size,checksum,verified\r\n"
                        + "2026-01-31T10:00:00Z,restic,sound,c/shop/db,4096," + TREE + ",\r\n"
                        + "2026-01-31T10:00:00Z,restic,sound,x/y/z,,,\r\n");
        assertThat(CatalogExport.csv(Stream.of())).isEqualTo("timestamp,type,level,path,size,checksum,verified\r\n");
    }

    @Test
    void noSpreadsheetTakesASourceForAFormulaOrForTwoColumns() {
        assertThat(CatalogExport.csv(Stream.of(
                        of("=1+1", backup("=1+1", 1L, TREE)), of("a,\"b\"\n", backup("a,\"b\"\n", 1L, TREE)))))
                .contains(",'=1+1,1,")
                .contains(",\"a,\"\"b\"\"\n\",1,");
    }

    @Test
    void whatAVerificationHasShownOfABackupIsThereAndWhatItCouldNotShowIsNot() {
        SourceCatalog source = of("c/shop/db", backup("c/shop/db", 4096L, TREE));

        assertThat(CatalogExport.csv(Stream.of(source.proved(proof(true))))).endsWith(TREE + ",true\r\n");
        assertThat(CatalogExport.csv(Stream.of(source.proved(proof(false))))).endsWith(TREE + ",false\r\n");
        assertThat(CatalogExport.csv(Stream.of(source.proved(proof(null))))).endsWith(TREE + ",\r\n");
        assertThat(CatalogExport.values(Stream.of(source.proved(proof(true)))))
                .singleElement()
                .satisfies(values -> assertThat(values)
                        .containsEntry("verified", true)
                        .containsEntry("verifiedAt", "2026-02-01T10:00:00Z"));
    }

    @Test
    void aStepGetsPlainValuesAndNullForWhatNobodyKnows() {
        assertThat(CatalogExport.values(Stream.of(of("c/shop/db", backup("c/shop/db", 4096L, TREE)))))
                .singleElement()
                .satisfies(values -> assertThat(values)
                        .containsEntry("time", "2026-01-31T10:00:00Z")
                        .containsEntry("resticSnapshotId", "a".repeat(64))
                        .containsEntry("result", "sound")
                        .containsEntry("size", "10Gi")
                        .containsEntry("bytes", 4096L)
                        .containsEntry("bytesAdded", null)
                        .containsEntry("storageClass", null)
                        .containsEntry("tags", List.of("nightly"))
                        .containsEntry("build", "7")
                        .containsEntry("verified", null)
                        .containsEntry("verifiedAt", null));
    }
}
