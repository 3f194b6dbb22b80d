package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.simulator.ResticRestServer;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A restore by our command lines, with each restic at hand, and its answers as we understand them. */
@NeedsRestic
class RestoreRunTest {
    private static final BackedUpVolume NOTHING_KNOWN = new BackedUpVolume("", 0, "", "", "", List.of(), "");
    private static final String RUN = "00112233445566aa";

    @TempDir
    private static Path folder;

    private static ResticRestServer server;
    private static int volumes;

    @BeforeAll
    static void start() throws Exception {
        server = ResticRestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Path> binaries() {
        return ResticProcess.binaries();
    }

    /** A volume with files that is backed up, in a repository of its own. */
    private static final class Backup {
        final Path volume;
        final String name = "v" + volumes++;
        final RepositoryEnvironment environment =
                RepositoryEnvironment.of(RepositoryUrl.parse(server.url(name)), "password");
        final ResticProcess restic;
        final FileTree before;

        Backup(Path binary) throws Exception {
            volume = Files.createDirectories(folder.resolve(name).resolve("data"));
            restic = new ResticProcess(binary, volume, folder);
            SampleFiles.fill(volume, 60, 1);
            Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxr-x---"));
            before = FileTree.of(volume);
            server.initialise(name, "password");
            SnapshotGroup group = new SnapshotGroup(source(), name, List.of("/"));
            succeeds(ResticCommand.backup(
                    Instant.EPOCH, new BackupSource(name, group.tags(RUN, NOTHING_KNOWN), List.of("/"), List.of())));
        }

        String source() {
            return "c/n/" + name;
        }

        ResticResult run(ResticCommand command) throws Exception {
            return restic.run(command, environment);
        }

        ResticOutput succeeds(ResticCommand command) throws Exception {
            ResticResult result = run(command);
            assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.SUCCESS);
            return result.output();
        }

        String id() throws Exception {
            List<ListedSnapshot> listed = succeeds(ResticCommand.list(SnapshotFilter.ofSource(source())))
                    .snapshots()
                    .orElseThrow();
            return new SnapshotChoice("latest", null, List.of())
                    .choose(source(), listed)
                    .orElseThrow()
                    .id();
        }

        /** As a run does it: again without what this restic does not know. */
        ResticResult restore(RestoreScope scope, boolean overFiles) throws Exception {
            ResticCommand command = ResticCommand.restore(id(), scope, overFiles);
            ResticResult result = run(command);
            for (int i = 0;
                    i < 2
                            && result.unknownOption()
                                    .filter(command::canDoWithout)
                                    .isPresent();
                    i++) {
                command = command.without(result.unknownOption().orElseThrow());
                result = run(command);
            }
            return result;
        }

        /** What restic has found, where the volume would be mounted; empty if it says that it has found nothing. */
        Optional<Set<String>> search(RestoreScope scope) throws Exception {
            ResticOutput said = succeeds(ResticCommand.search(id(), scope));
            assertThat(said.paths().isPresent() || said.snapshots().equals(Optional.of(List.of())))
                    .isTrue();
            return said.paths()
                    .map(found -> found.stream()
                            .map(path -> path.replaceFirst(volume.toString(), BackupSource.MOUNT))
                            .collect(Collectors.toSet()));
        }

        void clear() throws IOException {
            try (Stream<Path> files = Files.walk(volume)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .filter(file -> !file.equals(volume))
                        .forEach(file -> file.toFile().delete());
            }
            Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void allComesBackAndTheRepositorySaysHowMuchThatIs(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        backup.clear();

        ResticResult result = backup.restore(RestoreScope.ALL, false);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(backup.before.differencesTo(FileTree.of(backup.volume))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.volume)))
                .isEqualTo("rwxr-x---");
        RestoreSize size =
                backup.succeeds(ResticCommand.stats(backup.id())).size().orElseThrow();
        assertThat(size.snapshots()).isEqualTo(1);
        ResticOutput said = result.output();
        assertThat(said.restored().isPresent() || said.verifiedFiles().isPresent())
                .isTrue();
        said.restored()
                .ifPresent(restored -> assertThat(restored)
                        .isEqualTo(new RestoreSummary(size.files(), size.bytes(), size.bytes(), 0)));
        said.verifiedFiles().ifPresent(files -> assertThat(files).isPositive().isLessThan(size.files()));
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aPartIsRestoredAndNothingElse(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        Files.createDirectories(backup.volume.resolve("etc/sub"));
        Files.writeString(backup.volume.resolve("etc/app.conf"), "a");
        Files.writeString(backup.volume.resolve("etc/sub/app.tmp"), "b");
        SnapshotGroup group = new SnapshotGroup(backup.source(), backup.name, List.of("/"));
        backup.succeeds(ResticCommand.backup(
                Instant.EPOCH.plusSeconds(1),
                new BackupSource(backup.name, group.tags("00112233445566bb", NOTHING_KNOWN), List.of("/"), List.of())));
        backup.clear();

        ResticResult result = backup.restore(new RestoreScope(List.of("/etc"), List.of("*.tmp"), false), false);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(FileTree.of(backup.volume).entries().keySet()).containsExactly("etc", "etc/app.conf", "etc/sub");
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void ofEachPathResticSaysWhetherTheBackupHasIt(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        Files.createDirectories(backup.volume.resolve("etc {a,b}/sub"));
        Files.writeString(backup.volume.resolve("etc {a,b}/sub/größe\n2"), "a");
        SnapshotGroup group = new SnapshotGroup(backup.source(), backup.name, List.of("/"));
        backup.succeeds(ResticCommand.backup(
                Instant.EPOCH.plusSeconds(1),
                new BackupSource(backup.name, group.tags("00112233445566bb", NOTHING_KNOWN), List.of("/"), List.of())));
        RestoreScope scope = new RestoreScope(
                List.of("/", "/etc {a,b}/", "//etc {a,b}/./sub", "/etc {a,b}/nope", "/nope", "*.conf", "/no[pe]"),
                List.of(),
                false);

        ResticOutput listed = backup.succeeds(ResticCommand.paths(backup.id(), scope));

        // The folder stands for the mount
        Set<String> paths = listed.paths().orElseThrow().stream()
                .map(path -> path.replace(backup.volume.toString(), BackupSource.MOUNT))
                .collect(Collectors.toSet());
        assertThat(scope.missing(paths)).containsExactly("/etc {a,b}/nope", "/nope");
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aPatternThatMatchesNothingIsSeenThoughResticEndsWell(Path binary) throws Exception {
        Backup backup = new Backup(binary);

        ResticResult result = backup.restore(new RestoreScope(List.of("/nope"), List.of(), false), false);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(result.output()
                        .restored()
                        .map(RestoreSummary::files)
                        .or(() -> result.output().verifiedFiles()))
                .contains(0L);
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void whatIsTooMuchIsRemovedOrTheOptionIsRefusedByName(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        Files.writeString(backup.volume.resolve("extra"), "x");
        Files.writeString(backup.volume.resolve("lost+found/#17"), "x");
        Path outside = Files.writeString(backup.volume.resolveSibling("outside"), "x");

        ResticResult result = backup.restore(new RestoreScope(List.of(), List.of(), true), true);

        if (result.verdict() == ResticVerdict.UNKNOWN_OPTION) {
            assertThat(result.unknownOption()).contains("--overwrite");
            return;
        }
        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(result.output().restored().orElseThrow().deleted()).isEqualTo(1);
        assertThat(backup.before.differencesTo(FileTree.of(backup.volume)))
                .contains("not there before: lost+found/#17")
                .allMatch(line -> line.contains("lost+found"));
        assertThat(outside).exists();
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void whatWasChangedIsAsItWasOrTheOptionIsRefusedByName(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        SampleFiles.damage(backup.volume);
        FileTree damaged = FileTree.of(backup.volume);

        ResticResult result = backup.restore(RestoreScope.ALL, true);

        if (result.verdict() == ResticVerdict.UNKNOWN_OPTION) {
            assertThat(damaged.differencesTo(FileTree.of(backup.volume))).isEmpty();
            return;
        }
        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(backup.before.differencesTo(FileTree.of(backup.volume)))
                .allMatch(line -> line.startsWith("not there before: "));
        RestoreSize size =
                backup.succeeds(ResticCommand.stats(backup.id())).size().orElseThrow();
        RestoreSummary said = result.output().restored().orElseThrow();
        assertThat(said).isEqualTo(new RestoreSummary(size.files(), size.bytes(), said.written(), 0));
        assertThat(said.written()).isPositive().isLessThan(size.bytes());
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aSnapshotThatIsNotThereIsToldFromOneWithoutFiles(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        String gone = "5e".repeat(32);

        assertThat(backup.run(ResticCommand.restore(gone, RestoreScope.ALL, false)
                                .without("--sparse"))
                        .verdict())
                .isEqualTo(ResticVerdict.NO_SNAPSHOT);
        ResticResult stats = backup.run(ResticCommand.stats(gone));
        assertThat(stats.verdict()).isEqualTo(ResticVerdict.INCOMPLETE);
        assertThat(stats.output().size().orElseThrow().snapshots()).isZero();
        assertThat(backup.succeeds(ResticCommand.list(SnapshotFilter.ofSource("c/n/other")))
                        .snapshots())
                .contains(List.of());
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void dataThatIsDamagedFailsTheRestoreAndTheFilesAreNamed(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        server.corrupt(backup.name, "data");
        backup.clear();

        ResticResult result = backup.restore(RestoreScope.ALL, false);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.FAILURE);
        assertThat(result.keyLine()).containsPattern("There were \\d+ errors");
        assertThat(result.output().unreadable())
                .isNotEmpty()
                .allMatch(file -> file.item().startsWith(backup.volume.toString()));
    }

    /** What is not known of is the time alone: a file is changed so that its size and its times are as they were. */
    @ParameterizedTest
    @MethodSource("binaries")
    void aComparisonFindsEachByteThatDiffersAndEachFileTooManyAndChangesNothing(Path binary) throws Exception {
        Backup backup = new Backup(binary);
        Files.writeString(backup.volume.resolve("lost+found/#12"), "found by a repair of the file system");
        ResticResult same = backup.run(ResticCommand.compareContent(backup.id()));
        if (same.verdict() == ResticVerdict.UNKNOWN_OPTION) {
            return;
        }
        assertThat(same.verdict()).as(same.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(same.output().restored()).hasValueSatisfying(found -> {
            assertThat(found.bytes()).isPositive();
            assertThat(found.written()).isZero();
            assertThat(found.deleted()).isZero();
        });

        Path changed = backup.volume.resolve("table-0/row-40.dat");
        FileTime time = Files.getLastModifiedTime(changed);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[bytes.length / 2] ^= 1;
        Files.write(changed, bytes);
        Files.setLastModifiedTime(changed, time);
        Files.writeString(backup.volume.resolve("too-late.txt"), "not in the snapshot");
        FileTree damaged = FileTree.of(backup.volume);

        ResticResult other = backup.run(ResticCommand.compareContent(backup.id()));

        assertThat(other.verdict()).as(other.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(other.output().restored()).hasValueSatisfying(found -> {
            assertThat(found.written()).isEqualTo(bytes.length);
            assertThat(found.deleted()).isEqualTo(1);
        });
        assertThat(damaged.differencesTo(FileTree.of(backup.volume))).isEmpty();
    }

    static Stream<Arguments> searches() {
        return binaries()
                .flatMap(binary -> Stream.of(
                                "/*",
                                "row-1?.dat",
                                "row-[0-24-5].dat",
                                "row-[^1-9]*.dat",
                                "**/row-7.dat",
                                "/table-0/**/row-7.dat",
                                "/**/odd/**",
                                "/**/**/row-7.dat",
                                "/**/odd/**/*",
                                "/**/o*d/**/**",
                                "/**/t*e-?/**/r*o*w-*7*",
                                "*o*-*1*.*t",
                                "r**w-7*.dat",
                                "table-0/row-4*",
                                "/table-0/row-[0].dat",
                                "* blanks*and 'quotes\" and \\\\ ",
                                "Ünïcödé ???数据库*",
                                "Ünïc[ö]dé*",
                                "*.DAT",
                                "/table-*/nope*",
                                "[!r]ow-1.dat",
                                "row-1.dat.bak",
                                "(odd|even)",
                                "$HOME")
                        .map(pattern -> Arguments.of(binary, pattern)));
    }

    /** restic lists what is below a match too, which no pattern has to name. */
    @ParameterizedTest
    @MethodSource("searches")
    void aPatternMatchesWhatResticFindsByIt(Path binary, String pattern) throws Exception {
        Backup backup = searched(binary);
        RestoreScope scope = new RestoreScope(List.of(pattern), List.of(), false);

        Optional<Set<String>> found = backup.search(scope);

        assertThat(scope.unmatched(found.orElse(Set.of())))
                .as("%s, of which restic has found %s", pattern, found)
                .isEqualTo(found.isPresent() ? List.of() : List.of(pattern));
        // Of all that there is, the pattern names nothing else
        assertThat(backup.search(new RestoreScope(List.of("*"), List.of(), false)).orElseThrow().stream()
                        .filter(PathPattern.matching(BackupSource.mountedPattern(pattern))))
                .allMatch(found.orElse(Set.of())::contains);
    }

    private static final Map<Path, Backup> SEARCHED = new HashMap<>();

    private static Backup searched(Path binary) throws Exception {
        if (!SEARCHED.containsKey(binary)) {
            SEARCHED.put(binary, new Backup(binary));
        }
        return SEARCHED.get(binary);
    }
}
