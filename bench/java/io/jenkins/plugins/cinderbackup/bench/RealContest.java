package io.jenkins.plugins.cinderbackup.bench;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.bench.limit.Target;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.real.RealJenkins;
import io.jenkins.plugins.cinderbackup.real.RealSite;
import io.jenkins.plugins.cinderbackup.real.RigCluster;
import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The same contests on a real OpenStack, Kubernetes and S3 server. */
final class RealContest {
    private static final int FILES = 5743;
    private static final int LARGE_MIB = 150;
    private static final String ACCOUNT = "bench";

    private RealContest() {}

    static Map<String, Duration> run(Figures figures, Path folder) throws Exception {
        try (RealSite site = RealSite.open()) {
            RealSite.Source source = site.source("db", "ext4", root -> SampleFiles.fill(root, FILES, LARGE_MIB));
            KubernetesClient client = site.cluster().client();
            String binding = ACCOUNT + "-" + site.backupNamespace();
            String token = token(client, site.backupNamespace(), binding);
            try (RealJenkins jenkins = new RealJenkins(site, Files.createDirectory(folder.resolve("home")))) {
                CinderBackupConfiguration.get().setClouds(List.of(jenkins.cloud(Map.of("volumeBackupsAllowed", true))));
                Target target = target(site, source, token);
                new VolumeContest(figures, "real", target, false)
                        .run((step, arguments) -> RealJenkins.result(
                                HeadlessStep.start(Describables.make(step, arguments), jenkins.build())));
                return new Contest(figures, "real", target, folder).run(() -> {
                    Map<String, Object> arguments = jenkins.arguments("db");
                    arguments.remove("retention");
                    arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0)));
                    return jenkins.run(arguments);
                });
            } finally {
                client.rbac().clusterRoleBindings().withName(binding).delete();
            }
        }
    }

    /** Of an account that may do all, for those who have no kubeconfig reader. */
    private static String token(KubernetesClient client, String namespace, String binding) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(binding)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", ACCOUNT, namespace)
                        .build())
                .create();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(ACCOUNT)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(7200L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private static Target target(RealSite site, RealSite.Source source, String token) throws IOException {
        Config kubeconfig = Config.fromKubeconfig(RigCluster.kubeconfig());
        String ca = kubeconfig.getCaCertData() == null
                ? Files.readString(Path.of(kubeconfig.getCaCertFile()))
                : new String(Base64.getDecoder().decode(kubeconfig.getCaCertData()), StandardCharsets.UTF_8);
        return new Target(
                Rigs.OPENSTACK.get("OS_AUTH_URL"),
                Rigs.OPENSTACK.get("OS_USERNAME"),
                Rigs.OPENSTACK.get("OS_PASSWORD"),
                Rigs.OPENSTACK.get("OS_PROJECT_NAME"),
                kubeconfig.getMasterUrl().replaceFirst("/+$", ""),
                token,
                ca,
                site.backupNamespace(),
                source.volumeId(),
                "cinder.csi.openstack.org",
                RealSite.VOLUME_GIB,
                Rigs.KUBERNETES.get("RIG_IMAGE_RESTIC"),
                Map.of(
                        "RESTIC_REPOSITORY", site.bucket().repository("NAME"),
                        "RESTIC_PASSWORD", RealJenkins.REPOSITORY_PASSWORD,
                        "AWS_ACCESS_KEY_ID", Rigs.S3.get("RIG_S3_ACCESS_KEY"),
                        "AWS_SECRET_ACCESS_KEY", Rigs.S3.get("RIG_S3_SECRET_KEY")));
    }
}
