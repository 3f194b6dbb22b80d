package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;

/** The manifests of {@code examples/kubernetes} in the cluster, and the service account that they make; removed when this is closed. */
final class AppliedExamples implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ACCOUNT = "cinder-snapshot-backup";

    private final KubernetesClient administrator;
    private final String namespace;
    private final KubernetesExamples examples;
    private final KubernetesExamples restore;
    private final String token;

    /** @param namespace where the Jobs are to be, which is there already; so is that of the sources */
    AppliedExamples(KubernetesClient administrator, String namespace, String sources) {
        this.administrator = administrator;
        this.namespace = namespace;
        examples = KubernetesExamples.of(namespace, sources);
        restore = KubernetesExamples.restore(namespace, sources);
        apply(examples);
        token = await().atMost(PATIENCE).until(this::readToken, found -> found != null);
        try (KubernetesClient account = account()) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> isRefusedByPolicy(account));
        }
    }

    private void apply(KubernetesExamples wanted) {
        wanted.objects()
                .forEach(object ->
                        administrator.resource(object).forceConflicts().serverSideApply());
    }

    private String readToken() {
        String data = administrator
                                .secrets()
                                .inNamespace(namespace)
                                .withName(ACCOUNT + "-token")
                                .get()
                                .getData()
                        == null
                ? null
                : administrator
                        .secrets()
                        .inNamespace(namespace)
                        .withName(ACCOUNT + "-token")
                        .get()
                        .getData()
                        .get("token");
        return data == null ? null : new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }

    private boolean isRefusedByPolicy(KubernetesClient account) {
        PersistentVolume onTheNode = new PersistentVolumeBuilder(volume("probe"))
                .editSpec()
                .withCsi(null)
                .withNewHostPath()
                .withPath("/")
                .endHostPath()
                .endSpec()
                .build();
        try {
            account.resource(onTheNode).dryRun(true).create();
            return false;
        } catch (KubernetesClientException e) {
            return e.getMessage().contains("ValidatingAdmissionPolicy");
        }
    }

    /** A PV such as the plugin makes. */
    PersistentVolume volume(String name) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of("app.kubernetes.io/managed-by", ACCOUNT))
                .endMetadata()
                .withNewSpec()
                .withCapacity(Map.of("storage", new Quantity("1Gi")))
                .withAccessModes("ReadWriteOnce")
                .withPersistentVolumeReclaimPolicy("Retain")
                .withMountOptions("ro")
                .withNewClaimRef()
                .withNamespace(namespace)
                .withName(name)
                .endClaimRef()
                .withNewCsi()
                .withDriver(Rigs.KUBERNETES.get("RIG_CSI_DRIVER"))
                .withVolumeHandle("none")
                .endCsi()
                .endSpec()
                .build();
    }

    KubernetesExamples examples() {
        return examples;
    }

    /** The service account's bearer token. */
    String token() {
        return token;
    }

    /** The cluster as the service account sees it. */
    KubernetesClient account() {
        Config to = administrator.getConfiguration();
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(to.getMasterUrl())
                        .withCaCertData(to.getCaCertData())
                        .withOauthToken(token)
                        .build())
                .build();
    }

    /** Takes a right away, and waits until the API server heeds that. */
    void take(Right right) {
        apply(examples.without(right));
        awaitEffect(examples, right, false);
    }

    /** Gives it back. */
    void give(Right right) {
        apply(examples);
        awaitEffect(examples, right, true);
    }

    /** Gives what a restore needs in addition. */
    void allowRestores() {
        apply(restore);
        restore.rights().forEach(right -> awaitEffect(restore, right, true));
    }

    private void awaitEffect(KubernetesExamples of, Right right, boolean wanted) {
        String where = of.namespaceOf(right);
        String[] resource = right.resource().split("/");
        SubjectAccessReview review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:" + namespace + ":" + ACCOUNT)
                .withNewResourceAttributes()
                .withVerb(right.verb())
                .withGroup(right.group())
                .withResource(resource[0])
                .withSubresource(resource.length > 1 ? resource[1] : null)
                .withNamespace(where.isEmpty() ? null : where)
                .endResourceAttributes()
                .endSpec()
                .build();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> administrator.resource(review).create().getStatus().getAllowed() == wanted);
    }

    @Override
    public void close() {
        Stream.concat(examples.objects().stream(), restore.objects().stream())
                .filter(object -> !(object instanceof Namespace))
                .forEach(object -> administrator.resource(object).delete());
    }
}
