package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import java.time.Duration;
import java.util.List;

/**
 * A Job that runs a test over files, a user's or one of ours. No {@code fsGroup}: it would change modes and groups of what was restored, and PostgreSQL for one does
 * not start over a folder that a group may write to.
 */
final class TestPod {
    private static final String DATA = "data";
    /** What it has written is thrown away. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * With which the images of databases, which begin as root, read what belongs to others and become their own user; within the Pod Security Standard
     * "baseline". Another user than root has no use of them.
     */
    private static final List<String> ROOT = List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID");

    private TestPod() {}

    static Job job(TestJob test) {
        return new JobManifest(
                        test.name(),
                        test.settings(),
                        test.tags(),
                        GRACE,
                        container(test),
                        List.of(new VolumeBuilder()
                                .withName(DATA)
                                .withNewPersistentVolumeClaim(test.claim(), test.readOnly())
                                .build()))
                .job();
    }

    private static Container container(TestJob test) {
        return new ContainerBuilder()
                .withName(OwnContainer.TEST)
                .withImage(test.settings().image())
                .withImagePullPolicy(test.settings().imagePullPolicy())
                .withCommand(test.command().stream().map(OwnContainer::literal).toList())
                .withEnv(test.environment().stream()
                        .map(variable -> new EnvVar(variable.name(), OwnContainer.literal(variable.value()), null))
                        .toList())
                .withVolumeMounts(new VolumeMountBuilder()
                        .withName(DATA)
                        .withMountPath(test.mountPath())
                        .withReadOnly(test.readOnly() ? true : null)
                        .build())
                .withSecurityContext(security(test))
                .withResources(OwnContainer.resources(test.resources()))
                .build();
    }

    /** The image decides who it is, unless somebody says so. Its root file system is its own to write to, as its programs expect. */
    private static SecurityContext security(TestJob test) {
        boolean mayBeRoot = test.runAsUser() == null || test.runAsUser() == 0;
        return new SecurityContextBuilder()
                .withRunAsUser(test.runAsUser())
                .withRunAsNonRoot(mayBeRoot ? null : true)
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd(mayBeRoot ? ROOT : List.of())
                .endCapabilities()
                .build();
    }
}
