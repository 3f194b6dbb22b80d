package io.jenkins.plugins.cinderbackup.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Makes a Jenkins home ready for {@code ./dev jenkins}: its configuration as code names a simulated site, and each file of {@code examples} is a
 * job. The site is there for as long as this process.
 */
public final class DemoHome {
    private static final int FILES = 500;

    private final Path home;

    DemoHome(Path home) {
        this.home = home;
    }

    /** @param arguments the home; it is made, or brought up to date */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("cinder-backup-site");
        ConfiguredSite site = new ConfiguredSite(folder, FILES);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            site.close();
            delete(folder);
        }));
        List<String> jobs = new DemoHome(Path.of(arguments[0])).write(site, Path.of("examples"));
        System.out.println("jobs " + String.join(", ", jobs) + "; simulated OpenStack at "
                + site.site().openstack().authUrl() + ", Kubernetes at "
                + site.site().kubernetes().url() + ", with the server " + ConfiguredSite.SERVER);
        new CountDownLatch(1).await();
    }

    /** @return the names of the jobs */
    List<String> write(ConfiguredSite site, Path examples) throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("jenkins.yaml"), site.configuration());
        try (Stream<Path> files = Files.list(examples)) {
            return files.filter(file -> file.toString().endsWith("Jenkinsfile"))
                    .sorted()
                    .map(this::job)
                    .toList();
        }
    }

    private String job(Path jenkinsfile) {
        String file = jenkinsfile.getFileName().toString();
        String name = file.equals("Jenkinsfile") ? "nightly" : file.replace(".Jenkinsfile", "");
        try {
            Files.writeString(
                    Files.createDirectories(home.resolve("jobs").resolve(name)).resolve("config.xml"),
                    """
                    <?xml version='1.1' encoding='UTF-8'?>
                    <flow-definition>
                      <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition">
                        <script>%s</script>
                        <sandbox>true</sandbox>
                      </definition>
                    </flow-definition>
                    """.formatted(escaped(Files.readString(jenkinsfile))));
            // What the example before an upgrade goes on with
            Path upgrade = Files.createDirectories(home.resolve("workspace").resolve(name))
                    .resolve("upgrade.sh");
            Files.writeString(upgrade, "#!/bin/sh\necho upgraded\n");
            Files.setPosixFilePermissions(upgrade, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("Not removed: " + folder + ": " + e.getMessage());
        }
    }
}
