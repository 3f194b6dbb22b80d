package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The step of a Pipeline that restores one backup. What only its user knows, such as the ids of credentials, stands in it in capitals. */
final class RestoreCall {
    private RestoreCall() {}

    /** @param backup restic's id of it */
    @NonNull
    static String of(@NonNull SourceCatalog catalog, @NonNull String backup) {
        SourceParts source = SourceParts.of(catalog.source());
        List<String> fields = new ArrayList<>();
        if (source.pvc() == null) {
            fields.add("volumeId: " + text(source.volumeId()));
            fields.add("to: [namespace: 'NAMESPACE', pvc: 'NAME OF THE NEW PVC']");
        } else {
            fields.add("namespace: " + text(source.namespace()));
            fields.add("pvc: " + text(source.pvc()));
        }
        fields.add((source.cluster().contains("://") ? "sourceCluster: " : "cluster: ") + text(source.cluster()));
        fields.add("backup: " + text(backup));
        fields.add("repository: [url: " + text(catalog.url())
                + ", passwordCredentialsId: 'ID OF ITS PASSWORD', credentialsId: 'ID OF ITS KEYS']");
        return fields.stream().collect(Collectors.joining(",\n    ", "cinderSnapshotRestore(\n    ", "\n)"));
    }

    /** A text of Groovy, whatever is in it: a repository's tags may have been written by anybody. */
    private static String text(String value) {
        StringBuilder quoted = new StringBuilder("'");
        for (char c : value.toCharArray()) {
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }
}
