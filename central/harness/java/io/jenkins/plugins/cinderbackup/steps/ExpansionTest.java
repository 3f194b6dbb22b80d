package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.Describables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpansionTest {
    private static final CinderSnapshotBackupStep STEP = Describables.make(
            CinderSnapshotBackupStep.class,
            Map.of(
                    "pvc", "$PVC",
                    "paths", List.of("/$PVC", "/etc"),
                    "snapshot", Map.of("force", false, "retention", Map.of("keepLast", 1)),
                    "repository",
                            Map.of(
                                    "url",
                                    "rest:https://example.org/$PVC",
                                    "credentialsId",
                                    "$PVC",
                                    "passwordCredentialsId",
                                    "$PVC"),
                    "job", Map.of("labels", List.of(Map.of("key", "pvc", "value", "$PVC")))));

    private final CinderSnapshotBackupStep expanded = Expansion.of(STEP, text -> text.replace("$PVC", "db"));

    @Test
    void textsListsAndNestedSettingsAreExpanded() {
        assertThat(expanded.getPvc()).isEqualTo("db");
        assertThat(expanded.getPaths()).containsExactly("/db", "/etc");
        assertThat(expanded.getRepository().getUrl()).isEqualTo("rest:https://example.org/db");
        assertThat(expanded.getJob().getLabels().get(0).getValue()).isEqualTo("db");
    }

    @Test
    void whatIsNoTextStaysAsItIs() {
        assertThat(expanded.getSnapshot().isForce()).isFalse();
        assertThat(expanded.getSnapshot().getRetention().getKeepLast()).isEqualTo(1);
        assertThat(expanded.getOpenstack()).isNull();
    }

    @Test
    void idsOfCredentialsAreLeftToTheCredentialsPlugin() {
        assertThat(expanded.getRepository().getCredentialsId()).isEqualTo("$PVC");
        assertThat(expanded.getRepository().getPasswordCredentialsId()).isEqualTo("$PVC");
    }

    @Test
    void theJobsOwnSettingsAreNotTouched() {
        assertThat(STEP.getPvc()).isEqualTo("$PVC");
        assertThat(STEP.getRepository().getUrl()).endsWith("/$PVC");
    }
}
