package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form and the file of a verification with a test, in a real Jenkins. */
@WithJenkins
class CinderSnapshotVerifyBuilderJenkinsTest {
    private static final DescribableModel<CinderSnapshotVerifyBuilder> MODEL =
            new DescribableModel<>(CinderSnapshotVerifyBuilder.class);

    private static CinderSnapshotVerifyBuilder tested() throws Exception {
        return MODEL.instantiate(
                Map.of(
                        "step",
                        Map.of(
                                "pvc",
                                "db",
                                "maxDuration",
                                1800,
                                "test",
                                Map.of(
                                        "image",
                                        "postgres:17",
                                        "command",
                                        List.of("sh", "-ec", "pg_ctl start"),
                                        "env",
                                        List.of(Map.of("name", "PGDATA", "value", "/data/pgdata")),
                                        "expect",
                                        "^ok$",
                                        "timeout",
                                        60,
                                        "runAsUser",
                                        999,
                                        "mountPath",
                                        "/restored",
                                        "network",
                                        true,
                                        "resources",
                                        Map.of("limits", Map.of("memory", "4Gi"))))),
                null);
    }

    @Test
    void theFormLosesNothing(JenkinsRule jenkins) throws Exception {
        CinderSnapshotVerifyBuilder before = tested();
        assertThat(MODEL.uninstantiate2(jenkins.configRoundtrip(before)).toMap())
                .isEqualTo(MODEL.uninstantiate2(before).toMap());
    }

    @Test
    void withoutATestItHasNone(JenkinsRule jenkins) throws Exception {
        CinderSnapshotVerifyBuilder before = MODEL.instantiate(Map.of("step", Map.of("pvc", "db")), null);
        assertThat(jenkins.configRoundtrip(before).getStep().getTest()).isNull();
    }

    @Test
    void theJobsFileLosesNothing(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CinderSnapshotVerifyBuilder before = tested();
        job.getBuildersList().add(before);
        job.save();
        job.doReload();
        CinderSnapshotVerifyBuilder after = job.getBuildersList().get(CinderSnapshotVerifyBuilder.class);
        assertThat(MODEL.uninstantiate2(after).toMap())
                .isEqualTo(MODEL.uninstantiate2(before).toMap());
    }
}
