package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Steps of a Pipeline for a source, to copy. What only their user knows, such as the ids of credentials, stands in them in capitals. */
final class StepCalls {
    private final SourceParts source;
    private final String url;

    StepCalls(@NonNull SourceCatalog catalog) {
        this.source = SourceParts.of(catalog.source());
        this.url = catalog.url();
    }

    /**
     * The one that restores a backup.
     *
     * @param backup restic's id of it
     */
    @NonNull
    String restore(@NonNull String backup) {
        List<String> fields = subject();
        if (source.pvc() == null) {
            fields.add("to: [namespace: 'NAMESPACE', pvc: 'NAME OF THE NEW PVC']");
        }
        fields.add((isInline() ? "sourceCluster: " : "cluster: ") + text(source.cluster()));
        fields.add("backup: " + text(backup));
        fields.add(repository());
        return call("cinderSnapshotRestore", fields);
    }

    /** The one that has restic list the repository, so that the catalog has what is in it. */
    @NonNull
    String list() {
        List<String> fields = subject();
        fields.add(
                isInline()
                        ? "kubernetes: [serverUrl: " + text(source.cluster())
                                + ", credentialsId: 'ID OF ITS CREDENTIALS']"
                        : "cluster: " + text(source.cluster()));
        fields.add("refresh: true");
        fields.add(repository());
        return call("cinderSnapshotList", fields);
    }

    private List<String> subject() {
        return new ArrayList<>(
                source.pvc() == null
                        ? List.of("volumeId: " + text(source.volumeId()))
                        : List.of("namespace: " + text(source.namespace()), "pvc: " + text(source.pvc())));
    }

    /** Whether a job has written the cluster inline: it has no name then, and its URL in place of one. */
    private boolean isInline() {
        return source.cluster().contains("://");
    }

    private String repository() {
        return "repository: [url: " + text(url)
                + ", passwordCredentialsId: 'ID OF ITS PASSWORD', credentialsId: 'ID OF ITS KEYS']";
    }

    private static String call(String step, List<String> fields) {
        return fields.stream().collect(Collectors.joining(",\n    ", step + "(\n    ", "\n)"));
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
