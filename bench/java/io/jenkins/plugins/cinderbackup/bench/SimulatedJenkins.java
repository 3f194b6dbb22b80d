package io.jenkins.plugins.cinderbackup.bench;

import io.jenkins.plugins.cinderbackup.bench.limit.Target;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotBackupStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotListStep;
import io.jenkins.plugins.cinderbackup.steps.RunStep;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;

/** A controller whose cloud and cluster are those of a simulated site, and the step as a Pipeline calls it. */
final class SimulatedJenkins implements AutoCloseable {
    private static final String REPOSITORY_PASSWORD = "canary-restic-password";
    private static final String TOKEN = "canary-token";

    private static final Duration ONE = Duration.ofMinutes(4);

    private final RemoteSite site;
    private final HeadlessController controller;

    /** @param home an empty folder */
    SimulatedJenkins(RemoteSite site, Path home) {
        this.site = site;
        controller = HeadlessController.start(home);
        controller.add(HeadlessCredentials.login("cloud", OpenstackSimulator.USER, OpenstackSimulator.PASSWORD));
        controller.add(HeadlessCredentials.text("cluster", TOKEN));
        controller.add(HeadlessCredentials.text("restic-password", REPOSITORY_PASSWORD));
        controller.add(
                HeadlessCredentials.login("backup-server", SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD));
        CinderBackupConfiguration.get()
                .setClouds(List.of(Describables.make(
                        OpenstackCloud.class,
                        Map.of(
                                "name",
                                "cloud",
                                "authUrl",
                                site.authUrl(),
                                "credentialsId",
                                "cloud",
                                "projectName",
                                OpenstackSimulator.PROJECT,
                                "regionName",
                                OpenstackSimulator.REGION,
                                "volumeBackupsAllowed",
                                true))));
        CinderBackupConfiguration.get()
                .setClusters(List.of(Describables.make(
                        KubernetesCluster.class,
                        Map.of(
                                "name",
                                "cluster",
                                "serverUrl",
                                site.kubernetes(),
                                "credentialsId",
                                "cluster",
                                "backupNamespace",
                                "backups",
                                "volumeIdAllowed",
                                true))));
        // Made now, so that what it costs is not counted as a run's
        BackupServices.get();
    }

    /** The arguments of a step that keeps nothing but the backup. */
    Map<String, Object> arguments(String claim) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("namespace", "shop");
        arguments.put("pvc", claim);
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0)));
        arguments.put(
                "repository",
                Map.of(
                        "url",
                        site.repository("ours"),
                        "passwordCredentialsId",
                        "restic-password",
                        "credentialsId",
                        "backup-server"));
        return arguments;
    }

    HeadlessStep start(Map<String, Object> arguments) {
        return start(CinderSnapshotBackupStep.class, arguments);
    }

    private HeadlessStep start(Class<? extends Step> step, Map<String, Object> arguments) {
        return HeadlessStep.start(
                Describables.make(step, arguments), controller.job("nightly").build());
    }

    /** A backup, and what it returns. */
    Map<String, Object> backUp(Map<String, Object> arguments) throws Exception {
        return run(CinderSnapshotBackupStep.class, arguments);
    }

    /** What a run returns, which must be a success. */
    @SuppressWarnings("unchecked")
    Map<String, Object> run(Class<? extends RunStep> step, Map<String, Object> arguments) throws Exception {
        HeadlessStep started = start(step, arguments);
        Map<String, Object> returned = (Map<String, Object>) started.await(ONE);
        if (!"SUCCESS".equals(returned.get("result"))) {
            throw new IOException("it was no success: " + returned + started.consoleText());
        }
        return returned;
    }

    /** The list of backups that the catalog has, or with {@code refresh} the repository. */
    List<?> list(Map<String, Object> arguments) throws Exception {
        return (List<?>) start(CinderSnapshotListStep.class, arguments).await(ONE);
    }

    /** The same backup for those who do without a controller. */
    Target target(String claim) {
        String login = encode(SimulatedSite.BACKUP_USER) + ":" + encode(SimulatedSite.BACKUP_PASSWORD) + "@";
        // As part of the URL, for restic before 0.16.1 knows no other way
        String repository = site.repository("NAME").replace("://", "://" + login);
        return new Target(
                site.authUrl(),
                OpenstackSimulator.USER,
                OpenstackSimulator.PASSWORD,
                OpenstackSimulator.PROJECT,
                site.kubernetes(),
                TOKEN,
                "",
                "backups",
                site.volume(claim),
                "cinder.csi.openstack.org",
                1,
                "restic/restic:0.18.1",
                Map.of("RESTIC_REPOSITORY", repository, "RESTIC_PASSWORD", REPOSITORY_PASSWORD));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        BackupServices.stop();
        controller.close();
    }
}
