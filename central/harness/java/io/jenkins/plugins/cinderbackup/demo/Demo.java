package io.jenkins.plugins.cinderbackup.demo;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.demo.DemoRestore.Moment;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Backs up a simulated volume of real files with the call of {@code examples/Jenkinsfile}: twice, with changes in between and while the
 * second backup runs. Then it restores the second one with plain restic, the first one to a new PVC and the second one in place with the step,
 * compares every file, proves the newest backup, and looks at what is left.
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
    private final Checklist checklist;

    private Demo(PrintStream out, Path jenkinsfile) throws IOException {
        this.out = out;
        checklist = new Checklist(out);
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
            return demo.checklist.problems();
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
                        "backups",
                        // For the test of the proof
                        "imageAllowed",
                        true))));
    }

    private void run(int smallFiles, int largeMiB) throws Exception {
        checklist.title("A Cinder volume behind PVC " + text("namespace") + "/" + text("pvc") + ", in use");
        SampleFiles.fill(content, smallFiles, largeMiB);
        Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rwxr-x--x"));
        Moment first = Moment.of(content);
        FileTree files = first.files();
        out.println(files.count("file") + " files, " + files.count("folder") + " folders, " + files.count("link")
                + " symbolic links, " + Sizes.binary(files.bytes())
                + ": unicode names, long names, hard links, sparse, mode 0600, one of " + largeMiB + " MiB");

        checklist.title("Build #1 of the job in " + JENKINSFILE);
        Map<?, ?> one = backUp(() -> {});
        checklist.check("the first backup is a SUCCESS", one != null && "SUCCESS".equals(one.get("result")));

        checklist.title("Some files are changed, then build #2; others are changed while it runs");
        SampleFiles.change(content, 2);
        Moment second = Moment.of(content);
        Map<?, ?> two = backUp(() -> SampleFiles.damage(content));
        checklist.check("the second backup is a SUCCESS", two != null && "SUCCESS".equals(two.get("result")));
        if (one == null || two == null) {
            return;
        }
        long added = (Long) two.get("bytesAdded");
        checklist.check(
                "the second backup is incremental: " + Sizes.binary(added) + " added, the first "
                        + Sizes.binary((Long) one.get("bytesAdded")),
                added < (Long) one.get("bytesAdded") / 4);

        out.println(
                "(A simulated clone is a copied folder whose inodes are new, so restic reads every file again and stores what is new."
                        + " Of a real clone it reads only what has changed.)");

        checklist.title("Restore of the second backup with plain restic");
        compare(second.files(), (String) two.get("resticSnapshotId"));

        DemoRestore restore = new DemoRestore(out, checklist, site, jenkins, call, LIMIT);
        checklist.title("Which backups there are, by cinderSnapshotList");
        restore.list(List.of(two, one));

        checklist.title("Restore of the first backup to a new PVC with cinderSnapshotRestore");
        List<String> wanted = new ArrayList<>(restore.toNewPvc(one, first));

        checklist.title("The volume in use is damaged further; restore of the second backup in place");
        wanted.addAll(inPlace(restore, two, second));

        checklist.title(
                "Proof of the newest backup with cinderSnapshotVerify and a test container, which cinderSnapshotRequire asks for");
        new DemoProof(
                        restore,
                        checklist,
                        LIMIT,
                        second.files().entries().get("large.bin").content())
                .prove();

        checklist.title("What is left in OpenStack and Kubernetes");
        Stream.of(one, two)
                .map(backup -> "Cinder snapshot " + backup.get("cinderSnapshotName") + " (available)")
                .forEach(wanted::add);
        leftovers(wanted);

        List<String> problems = checklist.problems();
        checklist.title(problems.isEmpty() ? "All of it holds." : "This does not hold:");
        problems.forEach(out::println);
    }

    private List<String> inPlace(DemoRestore restore, Map<?, ?> backup, Moment wanted) throws Exception {
        String version = run("version");
        Matcher minor = Pattern.compile("restic 0\\.(\\d+)\\.").matcher(version);
        if (minor.lookingAt() && Integer.parseInt(minor.group(1)) < 17) {
            out.println("skipped: " + version.strip() + ", and restic replaces links that are there only since 0.17");
            return List.of();
        }
        Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rwxrwxrwx"));
        return restore.inPlace(backup, wanted, "too-late.txt");
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
            checklist.failed("The step failed: " + e.getCause().getMessage());
            return null;
        }
    }

    private void compare(FileTree expected, String snapshot) throws Exception {
        Path restored = Files.createDirectory(folder.resolve("restored"));
        run("restore", snapshot, "--target", restored.toString());
        out.println("$ restic restore " + snapshot + " --target " + restored.getFileName());
        FileTree wanted = Excludes.of((List<?>) call.get("exclude")).without(expected);
        List<String> differences = wanted.differencesTo(FileTree.of(restored.resolve("data")));
        differences.stream().limit(20).forEach(out::println);
        checklist.check(
                "all " + wanted.entries().size()
                        + " names are as they were at the snapshot: content, mode, time, links",
                differences.isEmpty());
    }

    /** Runs the restic of this machine, as one who has nothing but the repository. */
    private String run(String... arguments) throws Exception {
        ProcessBuilder restic = new ProcessBuilder(
                Stream.concat(Stream.of("restic"), Stream.of(arguments)).toList());
        restic.environment().put("RESTIC_CACHE_DIR", folder.resolve("cache").toString());
        restic.environment().put("RESTIC_REPOSITORY", repositoryWithLogin());
        restic.environment().put("RESTIC_PASSWORD", REPOSITORY_PASSWORD);
        Process process = restic.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            checklist.failed("restic " + arguments[0] + " failed: " + said);
        }
        return said;
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

    private void leftovers(List<String> wanted) {
        List<String> left = site.leftovers(Set.of(volume));
        left.forEach(out::println);
        checklist.check(
                "nothing but the retained snapshots and what was restored",
                left.stream().sorted().toList().equals(wanted.stream().sorted().toList()));
    }

    private String text(String argument) {
        return (String) call.get(argument);
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
