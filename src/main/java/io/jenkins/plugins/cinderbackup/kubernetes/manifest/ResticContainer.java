package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The one container of our Jobs; others that something injects are not looked at. */
public final class ResticContainer {
    /** The container's name. */
    public static final String NAME = "restic";

    private static final String TMP_FOLDER = "/tmp";
    /** Go's collector works harder near this share of the limit, where the kernel would kill restic at all of it. */
    private static final BigDecimal SHARE_FOR_GO = new BigDecimal("0.9");

    /** Without it files of mode 0600 would be unreadable. */
    private static final List<String> READING = List.of("DAC_OVERRIDE");
    /** What gives files their owners, modes, capabilities and devices back; all of it is within the Pod Security Standard "baseline". */
    private static final List<String> WRITING =
            List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "MKNOD", "SETFCAP");

    private ResticContainer() {}

    static Container of(ContainerJob job) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(job.settings().image())
                .withImagePullPolicy(job.settings().imagePullPolicy())
                .withArgs(job.args().stream().map(ResticContainer::literal).toList())
                .withEnvFrom(secrets(job))
                .withEnv(environment(job.resources()))
                .withVolumeMounts(mounts(job))
                .withSecurityContext(security(job))
                .withNewResources()
                .withRequests(quantities(
                        job.resources().requestsCpu(), job.resources().requestsMemory()))
                .withLimits(
                        quantities(job.resources().limitsCpu(), job.resources().limitsMemory()))
                .endResources()
                .build();
    }

    /**
     * The text as the kubelet hands it on unchanged. In arguments and in {@code env} it would put the value of any variable of the pod in place of
     * {@code $(NAME)}, those of the Secrets included, and one {@code $} in place of {@code $$}.
     *
     * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container">Container, args and env</a>
     */
    private static String literal(String text) {
        return text.replace("$", "$$");
    }

    /** The later one wins: what the plugin resolved stands above what happens to be in a user's Secret. */
    private static List<EnvFromSource> secrets(ContainerJob job) {
        List<EnvFromSource> secrets = new ArrayList<>();
        job.furtherSecrets().forEach(name -> secrets.add(fromSecret(name)));
        secrets.add(fromSecret(job.secret()));
        return secrets;
    }

    private static EnvFromSource fromSecret(String name) {
        return new EnvFromSourceBuilder()
                .withNewSecretRef()
                .withName(name)
                .endSecretRef()
                .build();
    }

    private static List<EnvVar> environment(ContainerResources resources) {
        Map<String, String> environment = new TreeMap<>(RepositoryEnvironment.COMMON);
        environment.put("TMPDIR", TMP_FOLDER);
        environment.put("GOMEMLIMIT", memoryForGo(resources));
        return environment.entrySet().stream()
                .map(entry -> new EnvVar(entry.getKey(), literal(entry.getValue()), null))
                .toList();
    }

    private static String memoryForGo(ContainerResources resources) {
        BigDecimal limit = Quantity.getAmountInBytes(Quantity.parse(resources.limitsMemory()));
        return limit.multiply(SHARE_FOR_GO).toBigInteger().toString();
    }

    private static List<VolumeMount> mounts(ContainerJob job) {
        List<VolumeMount> mounts = new ArrayList<>();
        for (ContainerJob.Mount mount : job.mounts()) {
            mounts.add(mount(JobManifest.DATA + mounts.size(), mount.path(), mount.readOnly() ? true : null));
        }
        mounts.add(mount(JobManifest.TMP, TMP_FOLDER, null));
        mounts.add(mount(JobManifest.CACHE, RepositoryEnvironment.CACHE, null));
        mounts.add(mount(JobManifest.REPOSITORY, RepositoryEnvironment.FILES, true));
        return mounts;
    }

    private static VolumeMount mount(String volume, String path, Boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }

    /** Another user than root gets no capability. */
    private static SecurityContext security(ContainerJob job) {
        long user = job.settings().runAsUser();
        boolean root = user == 0;
        return new SecurityContextBuilder()
                .withRunAsUser(user)
                .withRunAsNonRoot(root ? null : true)
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd(!root ? List.of() : job.writes() ? WRITING : READING)
                .endCapabilities()
                .build();
    }

    private static Map<String, Quantity> quantities(String cpu, String memory) {
        return Map.of("cpu", Quantity.parse(cpu), "memory", Quantity.parse(memory));
    }
}
