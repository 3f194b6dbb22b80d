package io.jenkins.plugins.cinderbackup.real;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotBackupStep;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A controller whose cloud, cluster and repository keys are those of the rigs, and the step as a Pipeline calls it. Close it before its
 * {@link RealSite}.
 *
 * <p>Credentials: {@code cloud} (login), {@code application-credential}, {@code cluster} (the administrator's kubeconfig), {@code restic-password},
 * {@code s3}. Configured: a cloud and a cluster, both {@code real}; jobs may choose volume and image.
 */
public final class RealJenkins implements AutoCloseable {
    public static final Duration LIMIT = Duration.ofSeconds(240);
    public static final String REPOSITORY_PASSWORD = "canary-restic-password";

    private final RealSite site;
    private final HeadlessController controller;

    /** @param home an empty folder */
    public RealJenkins(RealSite site, Path home) {
        this.site = site;
        controller = HeadlessController.start(home);
        controller.add(HeadlessCredentials.login(
                "cloud", Rigs.OPENSTACK.get("OS_USERNAME"), Rigs.OPENSTACK.get("OS_PASSWORD")));
        controller.add(HeadlessCredentials.login(
                "application-credential",
                Rigs.OPENSTACK.get("RIG_APPCRED_ID"),
                Rigs.OPENSTACK.get("RIG_APPCRED_SECRET")));
        controller.add(HeadlessCredentials.file("cluster", RigCluster.kubeconfig()));
        controller.add(HeadlessCredentials.text("restic-password", REPOSITORY_PASSWORD));
        controller.add(
                HeadlessCredentials.login("s3", Rigs.S3.get("RIG_S3_ACCESS_KEY"), Rigs.S3.get("RIG_S3_SECRET_KEY")));
        CinderBackupConfiguration configuration = CinderBackupConfiguration.get();
        configuration.setClouds(List.of(cloud(Map.of())));
        configuration.setClusters(List.of(cluster(Map.of())));
    }

    /** The cloud {@code real}, with more or other fields; {@link CinderBackupConfiguration#setClouds} takes it. */
    public OpenstackCloud cloud(Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "name", "real",
                "authUrl", Rigs.OPENSTACK.get("OS_AUTH_URL"),
                "credentialsId", "cloud",
                "projectName", Rigs.OPENSTACK.get("OS_PROJECT_NAME"),
                "regionName", Rigs.OPENSTACK.get("OS_REGION_NAME")));
        fields.putAll(more);
        return Describables.make(OpenstackCloud.class, fields);
    }

    /** The cluster {@code real}, with more or other fields; {@link CinderBackupConfiguration#setClusters} takes it. */
    public KubernetesCluster cluster(Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "name",
                "real",
                "credentialsId",
                "cluster",
                "backupNamespace",
                site.backupNamespace(),
                "volumeIdAllowed",
                true,
                "imageAllowed",
                true));
        fields.putAll(more);
        return Describables.make(KubernetesCluster.class, fields);
    }

    /** For whatever is not a method here. */
    public HeadlessController controller() {
        return controller;
    }

    /** The arguments of a step that backs this claim up, to the site's bucket, and keeps one Cinder snapshot; they may be changed. */
    public Map<String, Object> arguments(String claim) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("namespace", site.namespace());
        arguments.put("pvc", claim);
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 1, "keepForDays", 0)));
        arguments.put(
                "repository",
                new LinkedHashMap<>(Map.of(
                        "url",
                        site.bucket().repository("shop"),
                        "passwordCredentialsId",
                        "restic-password",
                        "credentialsId",
                        "s3")));
        arguments.put("retention", Map.of("keepLast", 2));
        arguments.put("job", new LinkedHashMap<>(Map.of("image", Rigs.KUBERNETES.get("RIG_IMAGE_RESTIC"))));
        return arguments;
    }

    /** The next build of the job {@code nightly}. */
    public HeadlessRun build() {
        return controller.job("nightly").build();
    }

    /** Starts the step in a build of its own. */
    public HeadlessStep start(Map<String, Object> arguments) {
        return start(arguments, build());
    }

    /** Starts the step in that build. */
    public HeadlessStep start(Map<String, Object> arguments, HeadlessRun build) {
        return HeadlessStep.start(Describables.make(CinderSnapshotBackupStep.class, arguments), build);
    }

    /** Runs the step and answers what it returns. */
    public Map<String, Object> run(Map<String, Object> arguments) throws Exception {
        return result(start(arguments));
    }

    /** What a step returns, once it does; its console is in the error if it fails. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> result(HeadlessStep step) throws Exception {
        try {
            return (Map<String, Object>) step.await(LIMIT);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("The step did not succeed:\n" + step.consoleText(), e);
        }
    }

    /** The repository of {@link #arguments} as plain restic of the controller's machine sees it. */
    public ResticClient restic() {
        return new ResticClient("restic", site.bucket().repository("shop"), REPOSITORY_PASSWORD);
    }

    @Override
    public void close() {
        BackupServices.stop();
        controller.close();
    }
}
