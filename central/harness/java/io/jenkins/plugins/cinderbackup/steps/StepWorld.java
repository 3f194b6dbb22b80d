package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessJob;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Folders;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A controller with a configured cloud and cluster, credentials and a site to back up, for tests of the step. Registered as an extension it is there for
 * each test anew.
 */
final class StepWorld implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);
    static final int FILES = 60;
    static final String REPOSITORY_PASSWORD = "canary-restic-password";
    static final String TOKEN = "canary-kubernetes-token";

    /** What a test makes here goes with the world. */
    Path temp;
    /** Of the controller that runs. */
    Path home;

    Path content;
    SimulatedSite site;
    String volume;
    HeadlessController jenkins;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        open();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
    }

    /** Starts everything. */
    void open() throws Exception {
        temp = Files.createTempDirectory("step-world");
        home = Files.createDirectory(temp.resolve("home"));
        content = Files.createDirectory(temp.resolve("content"));
        SampleFiles.fill(content, FILES, 1);
        site = new SimulatedSite(Files.createDirectory(temp.resolve("volumes")));
        volume = site.addSource("shop", "db", 2, content);
        site.kubernetes().createNamespace("backups");
        if (LocalRestic.isInstalled()) {
            site.repositories().initialise("shop", REPOSITORY_PASSWORD);
        }
        jenkins = HeadlessController.start(home);
        addCredentials();
        CinderBackupConfiguration.get().setClouds(List.of(cloud("production", Map.of())));
        CinderBackupConfiguration.get().setClusters(List.of(cluster("production", Map.of())));
    }

    private void addCredentials() {
        jenkins.add(HeadlessCredentials.login("cloud", OpenstackSimulator.USER, OpenstackSimulator.PASSWORD));
        jenkins.add(HeadlessCredentials.text("cluster", TOKEN));
        jenkins.add(HeadlessCredentials.text("restic-password", REPOSITORY_PASSWORD));
        jenkins.add(
                HeadlessCredentials.login("backup-server", SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD));
    }

    /** Configures no cluster, and a cloud in which jobs may use Cinder's own backups. */
    void onlyVolumeBackups() {
        CinderBackupConfiguration.get().setClusters(List.of());
        CinderBackupConfiguration.get().setClouds(List.of(cloud("production", Map.of("volumeBackupsAllowed", true))));
    }

    /** Configures a cloud that the user's application credential logs in to. */
    void logInByApplicationCredential(Map<String, Object> more) {
        jenkins.add(HeadlessCredentials.login(
                "cloud", OpenstackSimulator.APPLICATION_CREDENTIAL, OpenstackSimulator.APPLICATION_SECRET));
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "name", "production",
                "authUrl", site.openstack().authUrl(),
                "authType", "applicationCredential",
                "credentialsId", "cloud"));
        arguments.putAll(more);
        CinderBackupConfiguration.get().setClouds(List.of(Describables.make(OpenstackCloud.class, arguments)));
    }

    OpenstackCloud cloud(String name, Map<String, Object> more) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "name",
                name,
                "authUrl",
                site.openstack().authUrl(),
                "credentialsId",
                "cloud",
                "projectName",
                OpenstackSimulator.PROJECT,
                "regionName",
                OpenstackSimulator.REGION));
        arguments.putAll(more);
        return Describables.make(OpenstackCloud.class, arguments);
    }

    KubernetesCluster cluster(String name, Map<String, Object> more) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "name",
                name,
                "serverUrl",
                site.kubernetes().url(),
                "credentialsId",
                "cluster",
                "backupNamespace",
                "backups"));
        arguments.putAll(more);
        return Describables.make(KubernetesCluster.class, arguments);
    }

    /** Jobs may choose what runs in the cluster. */
    void allowImages() {
        CinderBackupConfiguration.get().setClusters(List.of(cluster("production", Map.of("imageAllowed", true))));
    }

    /**
     * The arguments of a step that succeeds.
     *
     * @param more names of more arguments, each with its value behind it
     */
    Map<String, Object> arguments(Object... more) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("namespace", "shop");
        arguments.put("pvc", "db");
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 1, "keepForDays", 0)));
        arguments.put("repository", repository());
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    Map<String, Object> repository() {
        return new LinkedHashMap<>(Map.of(
                "url", site.repositories().url("shop"),
                "passwordCredentialsId", "restic-password",
                "credentialsId", "backup-server"));
    }

    HeadlessRun build() {
        return jenkins.job("nightly").build();
    }

    HeadlessStep start(Map<String, Object> arguments) {
        return start(arguments, build());
    }

    HeadlessStep start(Map<String, Object> arguments, HeadlessRun build) {
        return HeadlessStep.start(Describables.make(CinderSnapshotBackupStep.class, arguments), build);
    }

    /**
     * The arguments of a list of the backups that the {@link #arguments} make.
     *
     * @param more names of more arguments, each with its value behind it
     */
    Map<String, Object> listing(Object... more) {
        Map<String, Object> arguments = arguments(more);
        arguments.remove("snapshot");
        return arguments;
    }

    /** The arguments of a check of the repository to which the {@link #arguments} back up. */
    Map<String, Object> verification() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("repository", repository());
        arguments.put("restore", false);
        return arguments;
    }

    /**
     * The arguments of a verification that restores on trial what the {@link #arguments} back up.
     *
     * @param more names of more arguments, each with its value behind it
     */
    Map<String, Object> drill(Object... more) {
        return listing(more);
    }

    HeadlessStep verify(Map<String, Object> arguments, HeadlessRun build) {
        return HeadlessStep.start(Describables.make(CinderSnapshotVerifyStep.class, arguments), build);
    }

    /** The arguments of a restore of what the {@link #arguments} back up, to a new PVC. */
    Map<String, Object> restoration() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("namespace", "shop");
        arguments.put("pvc", "db");
        arguments.put("repository", repository());
        return arguments;
    }

    HeadlessStep list(Map<String, Object> arguments) {
        return list(arguments, build());
    }

    HeadlessStep list(Map<String, Object> arguments, HeadlessRun build) {
        return HeadlessStep.start(Describables.make(CinderSnapshotListStep.class, arguments), build);
    }

    HeadlessStep require(Map<String, Object> arguments) {
        return HeadlessStep.start(Describables.make(CinderSnapshotRequireStep.class, arguments), build());
    }

    HeadlessStep restore(Map<String, Object> arguments) {
        return restore(arguments, build());
    }

    HeadlessStep restore(Map<String, Object> arguments, HeadlessRun build) {
        return HeadlessStep.start(Describables.make(CinderSnapshotRestoreStep.class, arguments), build);
    }

    /** Any step. */
    HeadlessStep start(Class<? extends Step> step, Map<String, Object> arguments, HeadlessRun build) {
        return HeadlessStep.start(Describables.make(step, arguments), build);
    }

    /** What the step returns. */
    @SuppressWarnings("unchecked")
    Map<String, Object> run(Map<String, Object> arguments) throws Exception {
        return (Map<String, Object>) start(arguments).await(LONG);
    }

    /** A backup of this result; its id, as short as restic 0.14 says it at the end of a backup. */
    String backUp(String result, Map<String, Object> arguments) throws Exception {
        Map<String, Object> returned = run(arguments);
        assertThat(returned).as("%s", returned.get("warnings")).containsEntry("result", result);
        return ((String) returned.get("resticSnapshotId")).substring(0, 8);
    }

    /** All but two files of the source are gone. */
    void loseMostFiles() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(content)) {
            files = all.filter(Files::isRegularFile).sorted().skip(2).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** restic ends its backups as it does where a file cannot be read. */
    void makeOneFileUnreadable() throws IOException {
        Path program = home.resolve("restic-with-a-gap");
        Files.writeString(program, """
                #!/bin/sh
                %s "$@" || exit $?
                case "$*" in
                *backup*)
                    echo '{"message_type":"error","error":{"message":"open /data/secret: permission denied"},"during":"archival","item":"/data/secret"}' >&2
                    exit 3 ;;
                esac
                """.formatted(LocalRestic.program()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        site.kubernetes().node().program(program);
    }

    /** restic ends this command with the exit code and these words, in which its environment is expanded; others it carries out. */
    void resticSays(String command, int exitCode, String words) {
        Path program = home.resolveSibling("restic-that-says");
        try {
            Files.writeString(program, """
                    #!/bin/sh
                    if [ "$1" = %s ]; then
                        cat <<WORDS
                    %s
                    WORDS
                        exit %d
                    fi
                    exec %s "$@"
                    """.formatted(command, words, exitCode, LocalRestic.program()));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.kubernetes().node().program(program);
    }

    /** What restic says of the snapshots of a repository that a step has made. */
    JsonNode snapshots(String repository) throws Exception {
        String login = Stream.of(SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD)
                .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining(":"));
        ProcessBuilder restic = new ProcessBuilder("restic", "--no-cache", "snapshots", "--json")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        restic.environment()
                .put("RESTIC_REPOSITORY", site.repositories().url(repository).replace("//", "//" + login + "@"));
        restic.environment().put("RESTIC_PASSWORD", REPOSITORY_PASSWORD);
        return new ObjectMapper().readTree(restic.start().getInputStream());
    }

    /** restic restores over files that are there, or in place of all of them, although it is too old to be told so; links are beyond it. */
    void resticOverwrites() throws IOException {
        for (String link :
                List.of("odd/link", "odd/dangling", "odd/hard-link-1", "odd/hard-link-2", "table-0/hard-link-3")) {
            Files.deleteIfExists(content.resolve(link));
        }
        Path program = home.resolveSibling("restic-that-overwrites");
        Files.writeString(program, """
                #!/bin/bash
                words=()
                for word in "$@"; do
                    case "$word" in --overwrite=*) ;; --delete) find /data -mindepth 1 -maxdepth 1 ! -name lost+found -exec rm -r {} + ;; *) words+=("$word") ;; esac
                done
                exec %s "${words[@]}"
                """.formatted(LocalRestic.program()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        site.kubernetes().node().program(program);
    }

    List<String> leftovers() {
        return site.leftovers(Set.of(volume));
    }

    /** Until a run has a Job: a phase without any object is not written down yet. */
    void awaitJob() {
        await().atMost(LONG).until(() -> !site.kubernetes().list("jobs").isEmpty());
    }

    /** Ends the process that drives the runs, and begins another over the same home; jobs and builds are the same. */
    void restart() {
        restartIn(home);
    }

    /** The same over another home. */
    void restartIn(Path other) {
        home = other;
        HeadlessController before = jenkins;
        HeadlessJob nightly = before.job("nightly");
        BackupServices.stop();
        before.close();
        jenkins = HeadlessController.start(home);
        jenkins.add(nightly);
        addCredentials();
    }

    /** Copies all files of the home, as {@code cp -r} does. */
    Path copyHome(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(home.relativize(file).toString()));
            }
        }
        return copy;
    }

    @Override
    public void close() throws IOException {
        BackupServices.stop();
        jenkins.close();
        site.close();
        // A call that hung when its run was abandoned may still be writing the end of it down
        await().ignoreExceptions().until(() -> {
            Folders.delete(temp);
            return true;
        });
    }
}
