package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
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

/** The container that runs restic. */
final class ResticContainer {
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
                .withName(OwnContainer.RESTIC)
                .withImage(job.settings().image())
                .withImagePullPolicy(job.settings().imagePullPolicy())
                .withArgs(job.args().stream().map(OwnContainer::literal).toList())
                .withEnvFrom(secrets(job))
                .withEnv(environment(job))
                .withVolumeMounts(mounts(job))
                .withSecurityContext(security(job))
                .withResources(OwnContainer.resources(job.resources()))
                .build();
    }

    /** What {@code env} names stands above it: what the plugin resolved, above what happens to be in a user's Secret. */
    private static List<EnvFromSource> secrets(ContainerJob job) {
        return job.furtherSecrets().stream().map(ResticContainer::fromSecret).toList();
    }

    private static EnvFromSource fromSecret(String name) {
        return new EnvFromSourceBuilder()
                .withNewSecretRef()
                .withName(name)
                .endSecretRef()
                .build();
    }

    private static List<EnvVar> environment(ContainerJob job) {
        Map<String, String> fixed = new TreeMap<>(RepositoryEnvironment.COMMON);
        fixed.put("TMPDIR", TMP_FOLDER);
        fixed.put("GOMEMLIMIT", memoryForGo(job.resources()));
        List<EnvVar> environment = new ArrayList<>();
        fixed.forEach((name, value) -> environment.add(new EnvVar(name, OwnContainer.literal(value), null)));
        job.variables().forEach(name -> environment.add(ofSecret(job, name)));
        return environment;
    }

    /**
     * Each by its name: by {@code envFrom} the Secret's files would be variables too, and no program starts with one of more than 128 KiB, which a bundle of
     * certificates can be.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/execve.2.html">execve(2), MAX_ARG_STRLEN</a>
     */
    private static EnvVar ofSecret(ContainerJob job, String name) {
        boolean first = name.equals(job.variables().get(0));
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(name, job.secret(), first ? null : true)
                .endValueFrom()
                .build();
    }

    private static String memoryForGo(ContainerResources resources) {
        BigDecimal limit = Quantity.getAmountInBytes(Quantity.parse(resources.limitsMemory()));
        return limit.multiply(SHARE_FOR_GO).toBigInteger().toString();
    }

    private static List<VolumeMount> mounts(ContainerJob job) {
        List<VolumeMount> mounts = new ArrayList<>();
        for (ContainerJob.Mount mount : job.mounts()) {
            mounts.add(mount(ResticPod.DATA + mounts.size(), mount.path(), mount.readOnly() ? true : null));
        }
        mounts.add(mount(ResticPod.TMP, TMP_FOLDER, null));
        mounts.add(mount(ResticPod.CACHE, RepositoryEnvironment.CACHE, null));
        mounts.add(mount(ResticPod.REPOSITORY, RepositoryEnvironment.FILES, true));
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
}
