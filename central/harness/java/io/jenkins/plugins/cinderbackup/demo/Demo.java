package io.jenkins.plugins.cinderbackup.demo;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotBackupStep;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Backs up a simulated volume of real files with the call of {@code examples/Jenkinsfile}: twice, with changes in between and while the
 * second backup runs. Then it restores the second one with plain restic, compares every file, and looks at what is left.
 */
public final class Demo implements AutoCloseable {
    static final Path JENKINSFILE = Path.of("examples", "Jenkinsfile");
    private static final String FUNCTION = "cinderSnapshotBackup";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String REPOSITORY_PASSWORD = "demo-repository-password";
    private static final int VOLUME_GIB = 2;

    private final PrintStream out;
    private final Path folder;
    private final SimulatedSite site;
    private final HeadlessController jenkins;
    private final Map<String, Object> call;
    private final Path content;
    private final String volume;
    private final List<String> problems = new ArrayList<>();

    private Demo(PrintStream out, Path jenkinsfile) throws IOException {
        this.out = out;
        folder = Files.createTempDirectory("cinder-backup-demo");
        content = Files.createDirectory(folder.resolve("content"));
        site = new SimulatedSite(Files.createDirectory(folder.resolve("volumes")));
        jenkins = HeadlessController.start(Files.createDirectory(folder.resolve("home")));
        String server = site.repositories().url("").replaceFirst("^rest:", "").replaceFirst("/$", "");
        call = JenkinsfileCall.read(jenkinsfile, FUNCTION, Map.of("BACKUP_SERVER", server));
        volume = site.addSource(text("namespace"), text("pvc"), VOLUME_GIB, content);
        site.kubernetes().createNamespace("backups");
        configure();
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> problems = run(out, JENKINSFILE, 3000, 64);
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /**
     * Runs it.
     *
     * @param files how many small files the volume has
     * @param largeMiB the size of its large file
     * @return what does not hold; empty if all does
     */
    static List<String> run(PrintStream out, Path jenkinsfile, int files, int largeMiB) throws Exception {
        try (Demo demo = new Demo(out, jenkinsfile)) {
            demo.run(files, largeMiB);
            return demo.problems;
        }
    }

    /** What the names in the Jenkinsfile stand for. */
    private void configure() {
        jenkins.add(HeadlessCredentials.login("openstack", OpenstackSimulator.USER, OpenstackSimulator.PASSWORD));
        jenkins.add(HeadlessCredentials.text("kubernetes-token", "demo-token"));
        Map<?, ?> repository = (Map<?, ?>) call.get("repository");
        jenkins.add(HeadlessCredentials.text((String) repository.get("passwordCredentialsId"), REPOSITORY_PASSWORD));
        jenkins.add(HeadlessCredentials.login(
                (String) repository.get("credentialsId"), SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD));
        CinderBackupConfiguration configuration = CinderBackupConfiguration.get();
        configuration.setClouds(List.of(Describables.make(
                OpenstackCloud.class,
                Map.of(
                        "name",
                        text("cloud"),
                        "authUrl",
                        site.openstack().authUrl(),
                        "credentialsId",
                        "openstack",
                        "projectName",
                        OpenstackSimulator.PROJECT,
                        "regionName",
                        OpenstackSimulator.REGION))));
        configuration.setClusters(List.of(Describables.make(
                KubernetesCluster.class,
                Map.of(
                        "name",
                        text("cluster"),
                        "serverUrl",
                        site.kubernetes().url(),
                        "credentialsId",
                        "kubernetes-token",
                        "backupNamespace",
                        "backups"))));
    }

    private void run(int files, int largeMiB) throws Exception {
        title("A Cinder volume behind PVC " + text("namespace") + "/" + text("pvc") + ", in use");
        SampleFiles.fill(content, files, largeMiB);
        FileTree first = FileTree.of(content);
        out.println(first.count("file") + " files, " + first.count("folder") + " folders, " + first.count("link")
                + " symbolic links, " + Sizes.binary(first.bytes())
                + ": unicode names, long names, hard links, sparse, mode 0600, one of " + largeMiB + " MiB");

        title("Build #1 of the job in " + JENKINSFILE);
        Map<?, ?> one = backUp(() -> {});
        check("the first backup is a SUCCESS", one != null && "SUCCESS".equals(one.get("result")));

        title("Some files are changed, then build #2; others are changed while it runs");
        SampleFiles.change(content, 2);
        FileTree second = FileTree.of(content);
        Map<?, ?> two = backUp(() -> SampleFiles.damage(content));
        check("the second backup is a SUCCESS", two != null && "SUCCESS".equals(two.get("result")));
        if (one == null || two == null) {
            return;
        }
        long added = (Long) two.get("bytesAdded");
        check(
                "the second backup is incremental: " + Sizes.binary(added) + " added, the first "
                        + Sizes.binary((Long) one.get("bytesAdded")),
                added < (Long) one.get("bytesAdded") / 4);

        out.println(
                "(A simulated clone is a copied folder whose inodes are new, so restic reads every file again and stores what is new."
                        + " Of a real clone it reads only what has changed.)");

        title("Restore of the second backup with plain restic");
        compare(second, (String) two.get("resticSnapshotId"));

        title("What is left in OpenStack and Kubernetes");
        leftovers(List.of((String) one.get("cinderSnapshotName"), (String) two.get("cinderSnapshotName")));

        title(problems.isEmpty() ? "All of it holds." : "This does not hold:");
        problems.forEach(out::println);
    }

    /**
     * Runs the step as a build does, with its console on ours.
     *
     * @param afterSnapshot done as soon as the snapshot is taken
     * @return what the step returns, or null if it failed
     */
    private Map<?, ?> backUp(Runnable afterSnapshot) throws Exception {
        ConsoleTap console = new ConsoleTap(out, "CreatingVolume", afterSnapshot);
        HeadlessStep step = HeadlessStep.start(
                Describables.make(CinderSnapshotBackupStep.class, call),
                jenkins.job("shop/nightly-backup").build(),
                console);
        try {
            return (Map<?, ?>) step.await(LIMIT);
        } catch (ExecutionException e) {
            problems.add("The step failed: " + e.getCause().getMessage());
            return null;
        }
    }

    private void compare(FileTree expected, String snapshot) throws Exception {
        Path restored = Files.createDirectory(folder.resolve("restored"));
        ProcessBuilder restic = new ProcessBuilder(
                "restic",
                "restore",
                snapshot,
                "--target",
                restored.toString(),
                "--cache-dir",
                folder.resolve("cache").toString());
        restic.environment().put("RESTIC_REPOSITORY", repositoryWithLogin());
        restic.environment().put("RESTIC_PASSWORD", REPOSITORY_PASSWORD);
        Process process = restic.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            problems.add("restic restore failed: " + said);
            return;
        }
        out.println("$ restic restore " + snapshot + " --target " + restored.getFileName());
        FileTree wanted = Excludes.of((List<?>) call.get("exclude")).without(expected);
        List<String> differences = wanted.differencesTo(FileTree.of(restored.resolve("data")));
        differences.stream().limit(20).forEach(out::println);
        check(
                "all " + wanted.entries().size()
                        + " names are as they were at the snapshot: content, mode, time, links",
                differences.isEmpty());
    }

    private String repositoryWithLogin() {
        String url = (String) ((Map<?, ?>) call.get("repository")).get("url");
        String login = SimulatedSite.BACKUP_USER + ":"
                + SimulatedSite.BACKUP_PASSWORD
                        .replace(" ", "%20")
                        .replace("/", "%2F")
                        .replace(":", "%3A");
        return url.replaceFirst("//", "//" + login + "@");
    }

    private void leftovers(List<String> kept) {
        List<String> left = site.leftovers(Set.of(volume));
        left.forEach(out::println);
        List<String> wanted = kept.stream()
                .map(name -> "Cinder snapshot " + name + " (available)")
                .sorted()
                .toList();
        check(
                "nothing but the " + kept.size() + " retained snapshots",
                left.stream().sorted().toList().equals(wanted));
    }

    private String text(String argument) {
        return (String) call.get(argument);
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
    }

    private void check(String what, boolean holds) {
        out.println((holds ? "ok: " : "NOT OK: ") + what);
        if (!holds) {
            problems.add("NOT OK: " + what);
        }
    }

    @Override
    public void close() throws IOException {
        BackupServices.stop();
        jenkins.close();
        site.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
