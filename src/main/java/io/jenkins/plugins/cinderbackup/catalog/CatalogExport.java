package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Backups of the catalog in forms for others: plain values as a step returns them and as JSON has them, and CSV. */
public final class CatalogExport {
    /** The columns of the CSV form. */
    private static final String HEADER = "timestamp,type,level,path,size,checksum,verified\r\n";

    private CatalogExport() {}

    /** A backup as texts, numbers, truth values, lists of texts, and null for what nobody knows. */
    @NonNull
    public static Map<String, Object> values(@NonNull SourceCatalog catalog, @NonNull BackupEntry backup) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("time", backup.time().toString());
        values.put("source", catalog.source());
        values.put("repository", catalog.url());
        values.put("result", backup.worth().word());
        values.putAll(backup.details());
        values.put("job", backup.job());
        values.put("build", backup.build());
        Optional<Proof> proof = catalog.proofOf(backup);
        values.put("verified", proof.map(Proof::good).orElse(null));
        values.put("verifiedAt", proof.map(known -> known.at().toString()).orElse(null));
        return values;
    }

    /**
     * As CSV (RFC 4180): the time, what has made the backup, what it is worth, its source, its bytes, as the checksum what two backups that are alike have in common (restic's
     * tree id), and whether it was verified: {@code true}, {@code false}, or nothing if nobody knows.
     */
    @NonNull
    public static String csv(@NonNull Stream<SourceCatalog> catalogs) {
        return catalogs.flatMap(catalog -> catalog.backups().stream().map(backup -> line(catalog, backup)))
                .collect(Collectors.joining("", HEADER, ""));
    }

    private static String line(SourceCatalog catalog, BackupEntry backup) {
        return Stream.of(
                                backup.time(),
                                backup.type().word(),
                                backup.worth().word(),
                                catalog.source(),
                                backup.bytes(),
                                backup.checksum(),
                                catalog.proofOf(backup).map(Proof::good).orElse(null))
                        .map(value -> field(Objects.toString(value, "")))
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** A spreadsheet takes a text that begins so for a formula: OWASP, "CSV Injection". */
    private static String field(String text) {
        String harmless = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return Stream.of(",", "\"", "\r", "\n").anyMatch(harmless::contains)
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }

    /** The backups of these catalogs as {@link #values}, for JSON. */
    @NonNull
    public static List<Map<String, Object>> values(@NonNull Stream<SourceCatalog> catalogs) {
        return catalogs.flatMap(catalog -> catalog.backups().stream().map(backup -> values(catalog, backup)))
                .toList();
    }
}
