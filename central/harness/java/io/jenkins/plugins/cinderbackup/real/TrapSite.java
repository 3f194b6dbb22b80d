package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests that spoil something during a backup: one site with the source {@code db} for the class, whose repository is there already, and a
 * controller of its own for each test. A backup here keeps nothing but its restic snapshot, so that whatever else there is, is left over.
 */
final class TrapSite implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final String FIRST = "shop";

    private final int sizeMiB;
    private RealSite site;
    private RealSite.Source source;
    private RealJenkins jenkins;
    private Path home;
    private String repository = FIRST;

    /** @param sizeMiB about how much is on the source */
    TrapSite(int sizeMiB) {
        this.sizeMiB = sizeMiB;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        site = RealSite.open();
        source = site.source("db", "ext4", root -> SampleFiles.fill(root, 200, sizeMiB));
        restic().run("init");
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        site.look();
        repository = FIRST;
        home = Files.createTempDirectory("jenkins-home");
        jenkins = new RealJenkins(site, home);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        jenkins.close();
        Command.run("rm", "-rf", home.toString());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        site.close();
    }

    RealSite site() {
        return site;
    }

    RealSite.Source source() {
        return source;
    }

    RealJenkins jenkins() {
        return jenkins;
    }

    /** All files of the controller. */
    Path home() {
        return home;
    }

    /** Of a step that backs {@code db} up; they may be changed. */
    Map<String, Object> arguments() {
        Map<String, Object> arguments = jenkins.arguments("db");
        arguments.put("snapshot", new LinkedHashMap<>(Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0))));
        arguments.remove("retention");
        set(arguments, "repository", "url", site.bucket().repository(repository));
        return arguments;
    }

    /** Of a step whose restic is so slow that something can happen to it at work: with little CPU, and a repository of its own that has nothing yet. */
    Map<String, Object> slowArguments() {
        repository = "slow-" + UUID.randomUUID();
        restic().run("init");
        Map<String, Object> arguments = arguments();
        arguments.put("resources", Map.of("requests", Map.of("cpu", "50m"), "limits", Map.of("cpu", "150m")));
        return arguments;
    }

    /** The repository of the arguments as somebody else sees it. */
    ResticClient restic() {
        return new ResticClient("restic", site.bucket().repository(repository), RealJenkins.REPOSITORY_PASSWORD);
    }

    /** Sets one value within one of the groups of arguments, such as {@code job}. */
    @SuppressWarnings("unchecked")
    static void set(Map<String, Object> arguments, String group, String name, Object value) {
        ((Map<String, Object>) arguments.computeIfAbsent(group, first -> new LinkedHashMap<>())).put(name, value);
    }

    /** Starts the step in a build of its own. */
    TrappedBackup start(Map<String, Object> arguments) {
        return new TrappedBackup(this, arguments);
    }

    /** The locks of the repository: a backup that holds one has opened it and is at work. */
    List<Path> locks() {
        Path folder = site.bucket().folder().resolve(repository).resolve("locks");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a restic has opened the repository. */
    void awaitLock() {
        await().atMost(RealJenkins.LIMIT).until(() -> !locks().isEmpty());
    }
}
