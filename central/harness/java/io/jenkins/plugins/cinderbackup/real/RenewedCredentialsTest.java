package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.KubeconfigReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials that a real Keystone and a real API server stop to accept in the middle of a backup. Halted, cinder-volume keeps the backup in that middle. */
@Real
class RenewedCredentialsTest {
    @RegisterExtension
    static final TrapSite TRAPS = new TrapSite(1);

    private final String name = "renewed-" + UUID.randomUUID();
    private final RigCluster cluster = new RigCluster();
    private final CloudUser user = CloudUser.member();

    @AfterEach
    void restore() {
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");
        user.close();
        cluster.client().rbac().clusterRoleBindings().withName(name).delete();
        cluster.client()
                .serviceAccounts()
                .inNamespace(namespace())
                .withName(name)
                .delete();
        cluster.close();
    }

    @Test
    void aPasswordThatIsChangedInTheMiddleIsTakenFromTheCredential() throws Exception {
        TRAPS.jenkins().controller().add(HeadlessCredentials.login("trap", user.name(), user.password() + "\n"));
        String withoutVersion = Rigs.OPENSTACK.get("OS_AUTH_URL").replaceFirst("/v3/?$", "");
        CinderBackupConfiguration.get()
                .setClouds(List.of(TRAPS.jenkins().cloud(Map.of("credentialsId", "trap", "authUrl", withoutVersion))));
        TrappedBackup backup = startUntilItsSnapshotHangs();
        String another = "canary-" + UUID.randomUUID();
        TRAPS.jenkins().controller().add(HeadlessCredentials.login("trap", user.name(), another));
        user.changePassword(another);
        backup.awaitConsole("The OpenStack cloud does not accept the credential any more");
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");

        backup.succeeds();
        backup.leavesNothing();
    }

    @Test
    void aTokenThatIsRenewedInTheMiddleIsTakenFromTheCredential() throws Exception {
        String first = serviceAccountToken("first");
        String second = serviceAccountToken("second");
        ClusterConnection server = KubeconfigReader.read(RigCluster.kubeconfig(), null);
        TRAPS.jenkins().controller().add(HeadlessCredentials.text("token", first + "\n"));
        CinderBackupConfiguration.get()
                .setClusters(List.of(TRAPS.jenkins()
                        .cluster(Map.of(
                                "credentialsId",
                                "token",
                                "serverUrl",
                                server.serverUrl(),
                                "caCertificate",
                                server.caPem()))));
        TrappedBackup backup = startUntilItsSnapshotHangs();
        TRAPS.jenkins().controller().add(HeadlessCredentials.text("token", second));
        cluster.client()
                .secrets()
                .inNamespace(namespace())
                .withName(name + "-first")
                .delete();
        await().atMost(RealJenkins.LIMIT).until(() -> isRefused(server, first));
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");

        backup.succeeds();
        backup.says("The Kubernetes cluster does not accept the credential any more");
        cluster.client()
                .secrets()
                .inNamespace(namespace())
                .withName(name + "-second")
                .delete();
        backup.leavesNothing();
    }

    private static String namespace() {
        return TRAPS.site().backupNamespace();
    }

    private static TrappedBackup startUntilItsSnapshotHangs() {
        Rigs.OPENSTACK.control("service", "cinder-volume", "halt");
        TrappedBackup backup = TRAPS.start(TRAPS.arguments());
        backup.awaitPhase("CreatingSnapshot");
        await().atMost(RealJenkins.LIMIT)
                .until(() -> TRAPS.site().cinder().list("snapshots").stream()
                        .anyMatch(snapshot -> snapshot.path("volume_id")
                                .asText()
                                .equals(TRAPS.source().volumeId())));
        return backup;
    }

    /** A token of a service account that may do everything; it ends when its Secret goes. */
    private String serviceAccountToken(String which) {
        String secret = name + "-" + which;
        cluster.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace())
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
        cluster.client()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", name, namespace())
                        .build())
                .serverSideApply();
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace())
                        .withName(secret)
                        .addToAnnotations("kubernetes.io/service-account.name", name)
                        .endMetadata()
                        .withType("kubernetes.io/service-account-token")
                        .build())
                .create();
        String token = await().atMost(RealJenkins.LIMIT)
                .until(
                        () -> cluster.client()
                                .secrets()
                                .inNamespace(namespace())
                                .withName(secret)
                                .get()
                                .getData(),
                        data -> data != null && data.containsKey("token"))
                .get("token");
        return new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
    }

    /** The API server remembers for a few seconds whom it has accepted. */
    private static boolean isRefused(ClusterConnection server, String token) {
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl(server.serverUrl())
                        .withCaCertData(Base64.getEncoder()
                                .encodeToString(server.caPem().getBytes(StandardCharsets.US_ASCII)))
                        .withOauthToken(token)
                        .build())
                .build()) {
            client.namespaces().list();
            return false;
        } catch (KubernetesClientException e) {
            return e.getCode() == 401;
        }
    }
}
