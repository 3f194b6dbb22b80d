package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.cinderbackup.kubernetes.Objects;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.PodToleration;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final String PREFIX = "cinder-snapshot-backup.jenkins.io/";
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private static final RepositoryEnvironment EMPTY = new RepositoryEnvironment(Map.of(), Map.of(), Set.of());

    private final Objects objects = new Objects("backups", "restic/restic:0.18.1");

    private Job job(Map<String, String> labels, Map<String, String> annotations, long user) {
        return ResticPod.job(objects.job(
                objects.settings("restic/restic:0.18.1", Duration.ofHours(1), labels, annotations, user),
                "backup",
                "--json"));
    }

    private static Container restic(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    @Test
    void everyObjectSaysWhoseItIs() {
        List<HasMetadata> all = List.of(
                ClaimManifests.claim(objects.claim()),
                ClaimManifests.volume(objects.volume("uid", "id"), JSON),
                SecretManifest.of(objects.secret(), EMPTY),
                job(Map.of(), Map.of(), 0));

        assertThat(all).allSatisfy(object -> {
            assertThat(object.getMetadata().getLabels())
                    .containsOnly(
                            Map.entry("app.kubernetes.io/managed-by", "cinder-snapshot-backup"),
                            Map.entry(PREFIX + "run", objects.run.value()));
            assertThat(object.getMetadata().getAnnotations())
                    .containsOnly(
                            Map.entry(PREFIX + "jenkins", "jenkins-1"),
                            Map.entry(PREFIX + "job", "Ordner/größer"),
                            Map.entry(PREFIX + "build", "42"),
                            Map.entry(PREFIX + "source-volume", "source-volume"),
                            Map.entry(PREFIX + "created-at", "2026-03-01T10:00:00Z"),
                            Map.entry(PREFIX + "may-live-until", "2026-03-02T10:00:00Z"));
        });
    }

    @Test
    void onlyAJobThatWritesMayGiveFilesTheirOwnersBack() {
        ContainerJob reading = objects.job("backup");
        ContainerJob writing = new ContainerJob(
                "job",
                List.of("restore"),
                List.of(new ContainerJob.Mount("a", "/repository", true), new ContainerJob.Mount("b", "/data", false)),
                "secret",
                reading.variables(),
                List.of(),
                reading.settings(),
                reading.resources(),
                objects.tags);

        assertThat(added(reading)).containsExactly("DAC_OVERRIDE");
        assertThat(added(writing)).containsExactly("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "MKNOD", "SETFCAP");
        assertThat(restic(ResticPod.job(writing))
                        .getSecurityContext()
                        .getCapabilities()
                        .getDrop())
                .containsExactly("ALL");
    }

    private static List<String> added(ContainerJob job) {
        return restic(ResticPod.job(job)).getSecurityContext().getCapabilities().getAdd();
    }

    @Test
    void theSecretHoldsVariablesAndFilesAndNothingElseDoes() {
        RepositoryEnvironment repository = new RepositoryEnvironment(
                Map.of("RESTIC_PASSWORD", "pässword"),
                Map.of(RepositoryEnvironment.CA_CERTIFICATE, "a CA"),
                Set.of("pässword"));
        Secret secret = SecretManifest.of(objects.secret(), repository);

        assertThat(secret.getData())
                .containsOnly(Map.entry("RESTIC_PASSWORD", "cMOkc3N3b3Jk"), Map.entry("ca.pem", "YSBDQQ=="));
        assertThat(JSON.asJson(job(Map.of(), Map.of(), 0)))
                .doesNotContain("pässword")
                .doesNotContain("cMOkc3N3b3Jk");
    }

    @Test
    void aJobRunsOnceIsNotReplacedWhileItMayRunAndKeepsItsLog() {
        Job job = job(Map.of(), Map.of(), 0);
        PodSpec pod = job.getSpec().getTemplate().getSpec();

        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isNull();
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getActiveDeadlineSeconds()).as("the start and the work").isEqualTo(600 + 3600);
        assertThat(job.getSpec().getActiveDeadlineSeconds()).as("and the net").isEqualTo(600 + 3600 + 600);
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(30);
    }

    @Test
    void resticReadsEveryFileAndCanDoLittleElse() {
        Job job = job(Map.of(), Map.of(), 0);
        Container restic = restic(job);

        assertThat(restic.getSecurityContext().getRunAsUser()).isZero();
        assertThat(restic.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(restic.getSecurityContext().getCapabilities().getAdd()).containsExactly("DAC_OVERRIDE");
        assertThat(restic.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(restic.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getSecurityContext().getFsGroup()).isNull();
        assertThat(restic.getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals("/data"))
                .singleElement()
                .extracting(VolumeMount::getReadOnly)
                .isEqualTo(true);
        assertThat(restic.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/data", "/tmp", RepositoryEnvironment.CACHE, RepositoryEnvironment.FILES);
    }

    @Test
    void anotherUserThanRootGetsNoCapability() {
        Container restic = restic(job(Map.of(), Map.of(), 1000));

        assertThat(restic.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(restic.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    }

    @Test
    void theEnvironmentComesFromTheUsersSecretAndThenFromOursOfWhichNoFileIsAVariable() {
        ContainerJob plain = objects.job("backup");
        ContainerJob withSecret = new ContainerJob(
                plain.name(),
                List.of("init"),
                List.of(),
                "ours",
                List.of("RESTIC_REPOSITORY", "AWS_ACCESS_KEY_ID"),
                List.of("theirs"),
                plain.settings(),
                plain.resources(),
                plain.tags());
        Container restic = restic(ResticPod.job(withSecret));

        assertThat(restic.getEnvFrom())
                .extracting(source -> source.getSecretRef().getName())
                .containsExactly("theirs");
        assertThat(restic.getEnv())
                .extracting(EnvVar::getName)
                .containsExactly(
                        "GOMEMLIMIT",
                        "RESTIC_CACHE_DIR",
                        "RESTIC_PROGRESS_FPS",
                        "TMPDIR",
                        "TZ",
                        "RESTIC_REPOSITORY",
                        "AWS_ACCESS_KEY_ID");
        assertThat(restic.getEnv().subList(5, 7))
                .extracting(variable -> variable.getValueFrom().getSecretKeyRef())
                .containsExactly(
                        new SecretKeySelector("RESTIC_REPOSITORY", "ours", null),
                        new SecretKeySelector("AWS_ACCESS_KEY_ID", "ours", true));
        assertThat(restic.getEnv().get(0).getValue()).as("nine tenths of 512Mi").isEqualTo("483183820");
        assertThat(restic.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .doesNotContain("/data");
        assertThat(restic.getArgs()).containsExactly("init");
    }

    @Test
    void aJobMayHaveSeveralVolumesAndWriteToOne() {
        ContainerJob plain = objects.job("restore");
        ContainerJob writing = new ContainerJob(
                plain.name(),
                plain.args(),
                List.of(
                        new ContainerJob.Mount("source", "/source", true),
                        new ContainerJob.Mount("target", "/target", false)),
                plain.secret(),
                plain.variables(),
                plain.furtherSecrets(),
                plain.settings(),
                plain.resources(),
                plain.tags());
        PodSpec pod = ResticPod.job(writing).getSpec().getTemplate().getSpec();
        Map<String, PersistentVolumeClaimVolumeSource> claims = pod.getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .collect(Collectors.toMap(Volume::getName, Volume::getPersistentVolumeClaim));

        List<VolumeMount> mounts = pod.getContainers().get(0).getVolumeMounts();
        VolumeMount source = mounts.get(0);
        VolumeMount target = mounts.get(1);
        assertThat(source.getMountPath()).isEqualTo("/source");
        assertThat(source.getReadOnly()).isTrue();
        assertThat(claims.get(source.getName()).getClaimName()).isEqualTo("source");
        assertThat(claims.get(source.getName()).getReadOnly()).isTrue();
        assertThat(target.getMountPath()).isEqualTo("/target");
        assertThat(target.getReadOnly()).isNull();
        assertThat(claims.get(target.getName()).getClaimName()).isEqualTo("target");
        assertThat(claims.get(target.getName()).getReadOnly()).isFalse();
    }

    @Test
    void theKubeletFindsNoVariableInAnyArgument() {
        ContainerJob forget = objects.job("forget", "--host=$(HOME)", "--keep-tag=a$$b", "--", "/$");

        assertThat(restic(ResticPod.job(forget)).getArgs())
                .containsExactly("forget", "--host=$$(HOME)", "--keep-tag=a$$$$b", "--", "/$$");
    }

    @Test
    void labelsAndAnnotationsOfTheUserReachThePodButCannotPassForOurs() {
        Job job = job(
                Map.of("team", "shop", PREFIX + "run", "forged", "app.kubernetes.io/managed-by", "forged"),
                Map.of(
                        "sidecar.istio.io/inject",
                        "false",
                        PREFIX + "may-live-until",
                        "forged",
                        PREFIX + "new",
                        "forged"),
                0);

        assertThat(job.getMetadata().getLabels()).containsEntry("team", "shop").doesNotContainValue("forged");
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("team", "shop")
                .doesNotContainValue("forged");
        assertThat(job.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry("sidecar.istio.io/inject", "false")
                .doesNotContainValue("forged")
                .doesNotContainKey(PREFIX + "new");
    }

    @Test
    void tolerationsAndPullSecretsAreTakenOver() {
        JobSettings given = new JobSettings(
                "i",
                "Always",
                List.of("pull"),
                "backups",
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                "account",
                Map.of("disk", "ssd"),
                List.of(new PodToleration("dedicated", "Equal", "backup", "NoExecute", 60L)),
                "low",
                Map.of(),
                Map.of(),
                0);
        PodSpec pod = ResticPod.job(objects.job(given, "backup"))
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getTolerations()).singleElement().satisfies(toleration -> {
            assertThat(toleration.getKey()).isEqualTo("dedicated");
            assertThat(toleration.getOperator()).isEqualTo("Equal");
            assertThat(toleration.getValue()).isEqualTo("backup");
            assertThat(toleration.getEffect()).isEqualTo("NoExecute");
            assertThat(toleration.getTolerationSeconds()).isEqualTo(60);
        });
        assertThat(pod.getImagePullSecrets()).singleElement().extracting("name").isEqualTo("pull");
        assertThat(pod.getServiceAccountName()).isEqualTo("account");
        assertThat(pod.getNodeSelector()).containsEntry("disk", "ssd");
        assertThat(pod.getPriorityClassName()).isEqualTo("low");
    }
}
