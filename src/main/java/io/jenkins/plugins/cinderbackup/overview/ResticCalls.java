package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.BackedUpSource;
import java.util.ArrayList;
import java.util.List;

/** The steps for a source in a repository of restic. */
final class ResticCalls implements StepCalls {
    private final SourceParts source;
    private final String url;

    ResticCalls(@NonNull BackedUpSource source) {
        this.source = SourceParts.of(source);
        this.url = source.url();
    }

    @NonNull
    @Override
    public String restore(@NonNull String backup) {
        List<String> fields = subject();
        if (source.pvc() == null) {
            fields.add("to: [namespace: 'NAMESPACE', pvc: 'NAME OF THE NEW PVC']");
        }
        fields.add((isInline() ? "sourceCluster: " : "cluster: ") + GroovyCall.text(source.cluster()));
        fields.add("backup: " + GroovyCall.text(backup));
        fields.add(repository());
        return GroovyCall.of("cinderSnapshotRestore", fields);
    }

    @NonNull
    @Override
    public String list() {
        List<String> fields = subject();
        fields.add(
                isInline()
                        ? "kubernetes: [serverUrl: " + GroovyCall.text(source.cluster())
                                + ", credentialsId: 'ID OF ITS CREDENTIALS']"
                        : "cluster: " + GroovyCall.text(source.cluster()));
        fields.add("refresh: true");
        fields.add(repository());
        return GroovyCall.of("cinderSnapshotList", fields);
    }

    private List<String> subject() {
        return new ArrayList<>(
                source.pvc() == null
                        ? List.of("volumeId: " + GroovyCall.text(source.volumeId()))
                        : List.of(
                                "namespace: " + GroovyCall.text(source.namespace()),
                                "pvc: " + GroovyCall.text(source.pvc())));
    }

    /** Whether a job has written the cluster inline: it has no name then, and its URL in place of one. */
    private boolean isInline() {
        return source.cluster().contains("://");
    }

    private String repository() {
        return "repository: [url: " + GroovyCall.text(url)
                + ", passwordCredentialsId: 'ID OF ITS PASSWORD', credentialsId: 'ID OF ITS KEYS']";
    }
}
