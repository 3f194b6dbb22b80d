package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.cinderbackup.kubernetes.Objects;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.EnvironmentVariable;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pod of a test: the volume and nothing else of the run's. */
class TestPodTest {
    private final Objects objects = new Objects("backups", "restic/restic:0.18.1");

    private Job job(Long user) {
        return job(user, false);
    }

    private Job job(Long user, boolean readOnly) {
        JobSettings restic = objects.settings(
                "restic/restic:0.18.1",
                Duration.ofHours(1),
                Map.of("app", "shop"),
                Map.of("vault.hashicorp.com/agent-inject", "true"),
                0);
        return TestPod.job(new TestJob(
                "csb-test",
                "claim",
                "/var/lib/postgresql/data",
                readOnly,
                List.of("sh", "-c", "echo $(RESTIC_PASSWORD) $HOME"),
                List.of(new EnvironmentVariable("PGDATA", "/data/$(pwd)")),
                user,
                new ContainerResources("200m", "256Mi", "2", "2Gi"),
                restic.ofAnother("postgres:17", Duration.ofMinutes(20)),
                objects.tags));
    }

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static Container container(Job job) {
        return pod(job).getContainers().get(0);
    }

    @Test
    void itHasTheVolumeToWriteToAndNoSecretAndNoAccount() {
        Job job = job(null);

        assertThat(pod(job).getVolumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.getPersistentVolumeClaim())
                        .extracting("claimName", "readOnly")
                        .containsExactly("claim", false));
        assertThat(container(job).getVolumeMounts())
                .singleElement()
                .extracting("mountPath", "readOnly")
                .containsExactly("/var/lib/postgresql/data", null);
        assertThat(container(job).getEnvFrom()).isEmpty();
        assertThat(container(job).getEnv()).extracting(EnvVar::getName).containsExactly("PGDATA");
        assertThat(pod(job).getAutomountServiceAccountToken()).isFalse();
        assertThat(pod(job).getServiceAccountName()).isNull();
        assertThat(pod(job).getEnableServiceLinks()).isFalse();
        assertThat(new KubernetesSerialization().asJson(job).toLowerCase())
                .doesNotContain("secret\"", "secretref", "secretname", "vault");
    }

    @Test
    void oneThatOnlyReadsCannotWriteToTheVolume() {
        Job job = job(null, true);

        assertThat(pod(job).getVolumes().get(0).getPersistentVolumeClaim().getReadOnly())
                .isTrue();
        assertThat(container(job).getVolumeMounts().get(0).getReadOnly()).isTrue();
    }

    @Test
    void itIsRunOnceForALimitedTimeAndBelongsToNoService() {
        Job job = job(null);

        assertThat(pod(job).getRestartPolicy()).isEqualTo("Never");
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(pod(job).getActiveDeadlineSeconds()).isEqualTo(600 + 1200);
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                .containsOnlyKeys("app.kubernetes.io/managed-by", "cinder-snapshot-backup.jenkins.io/run");
    }

    @Test
    void nothingThatAUserWritesIsExpandedByTheKubelet() {
        assertThat(container(job(null)).getCommand()).containsExactly("sh", "-c", "echo $$(RESTIC_PASSWORD) $$HOME");
        assertThat(container(job(null)).getEnv().get(0).getValue()).isEqualTo("/data/$$(pwd)");
        assertThat(container(job(null)).getArgs()).isEmpty();
    }

    @Test
    void theImageDecidesWhoItIsAndGainsNothing() {
        Container container = container(job(null));

        assertThat(container.getSecurityContext().getRunAsUser()).isNull();
        assertThat(container.getSecurityContext().getRunAsNonRoot()).isNull();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd())
                .containsExactly("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID");
        assertThat(pod(job(null)).getSecurityContext().getFsGroup()).isNull();
        assertThat(pod(job(null)).getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
    }

    @Test
    void aUserThatIsNamedHasNoCapability() {
        Container container = container(job(999L));

        assertThat(container.getSecurityContext().getRunAsUser()).isEqualTo(999);
        assertThat(container.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(container(job(0L)).getSecurityContext().getCapabilities().getAdd())
                .isNotEmpty();
    }

    @Test
    void thePolicySelectsThatPodAndLetsNothingInOrOut() {
        NetworkPolicy policy =
                NetworkPolicyManifest.of(new NewNetworkPolicy("backups", "csb-test", "csb-test", objects.tags));

        assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                .containsOnly(
                        Map.entry("cinder-snapshot-backup.jenkins.io/run", objects.run.value()),
                        Map.entry("job-name", "csb-test"));
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getEgress()).isEmpty();
        assertThat(OwnershipLabels.isOf(policy, objects.run)).isTrue();
    }
}
