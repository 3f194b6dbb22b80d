package io.jenkins.plugins.cinderbackup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileJournalStoreTest {
    @TempDir
    Path temporary;

    private final RunJournal journal = FinishedRuns.withEverything();
    private final RunId run = journal.run();
    private Path folder;
    private Path file;
    private FileJournalStore store;

    @BeforeEach
    void open() {
        folder = temporary.resolve("journals");
        file = folder.resolve(run + ".json");
        store = new FileJournalStore(folder);
    }

    @Test
    void readsBackAllThatWasWritten() {
        store.save(journal);

        assertThat(store.load(run).orElseThrow())
                .usingRecursiveComparison()
                .ignoringFields("throttled")
                .isEqualTo(journal);
        assertThat(journal)
                .describedAs("no field of the sample may be empty, or its way there and back is not tested")
                .hasNoNullFieldsOrPropertiesExcept("abortedBecause");
    }

    @Test
    void replacesTheOlderStateAndLeavesNothingElseBeside() throws IOException {
        store.save(journal);
        String before = Files.readString(file);

        new RunEngine(BackupOperation.OPERATION, FinishedRuns.ports(store))
                .abort(FinishedRuns.fresh(run), "stop button");

        assertThat(Files.readString(file)).isNotEqualTo(before).contains("stop button");
        assertThat(names()).containsExactly(run + ".json");
    }

    @Test
    void isReadableForItsOwnerOnly() throws IOException {
        store.save(journal);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void knowsNoJournalWhereNothingWasSaved() {
        assertThat(store.load(run)).isEmpty();
        assertThat(store.runs()).isEmpty();
    }

    @Test
    void forgetsARunOnceItIsRemoved() {
        store.save(journal);

        store.remove(run);
        store.remove(run);

        assertThat(store.load(run)).isEmpty();
        assertThat(store.runs()).isEmpty();
    }

    @Test
    void overwritesWhatACrashLeftOfAnEarlierWrite() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(run + ".json.tmp"), "half");

        store.save(journal);

        assertThat(store.load(run)).isPresent();
        assertThat(names()).containsExactly(run + ".json");
    }

    @Test
    void savesAlsoInAThreadThatWasInterruptedAndLeavesItInterrupted() {
        Thread.currentThread().interrupt();
        try {
            store.save(journal);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(store.load(run)).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void leavesAloneWhatItCannotReadAndSaysWhyAndWhatToDo(String name, String content, String why) throws IOException {
        store.save(journal);
        String text = content.replace("WHOLE", Files.readString(file));
        String broken = name.equals("torn") ? text.substring(0, text.length() / 2) : text;
        Files.writeString(file, broken);

        assertThatThrownBy(() -> store.load(run))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(
                                ((PermanentException) e).findings().get(0).hints())
                        .hasSize(2)
                        .anyMatch(hint -> hint.contains(run.toString())));
        assertThat(Files.readString(file)).isEqualTo(broken);
        assertThat(store.runs()).containsExactly(run);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("empty", "", "it is empty"),
                Arguments.of("torn", "WHOLE", "it is torn"),
                Arguments.of("followed by something", "WHOLE{}", "it is torn"),
                Arguments.of("no JSON", "<html>", "it is torn, or no journal"),
                Arguments.of("other JSON", "{\"a\":1}", "names no schema version"),
                Arguments.of("a list", "[]", "names no schema version"),
                Arguments.of("schema as text", "{\"schema\":\"1\"}", "names no schema version"),
                Arguments.of("newer schema", "{\"schema\":3}", "its schema is 3, and this version knows 2"),
                Arguments.of("without an operation", "{\"schema\":2}", "names no operation"),
                Arguments.of(
                        "unknown operation",
                        "{\"schema\":2,\"operation\":\"juggle\"}",
                        "this version knows no operation \"juggle\""),
                Arguments.of("without a plan", "{\"schema\":2,\"operation\":\"backup\"}", "are missing"),
                Arguments.of("unknown field", "{\"schema\":2,\"operation\":\"backup\",\"volumes\":[]}", "volumes"),
                Arguments.of(
                        "unknown fact",
                        "{\"schema\":2,\"operation\":\"backup\",\"facts\":{\"restored\":1}}",
                        "restored"),
                Arguments.of("field twice", "{\"schema\":1,\"schema\":1}", "Duplicate"),
                Arguments.of("deep", "[".repeat(100_000), "it is torn, or no journal"));
    }

    @Test
    void refusesAJournalThatHasAllButItsPlan() throws IOException {
        store.save(journal);
        ObjectNode whole = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        whole.remove("plan");
        Files.writeString(file, whole.toString());

        assertThatThrownBy(() -> store.load(run))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("run, origin, plan or times are missing");
    }

    @Test
    void refusesAJournalWhoseBuildIsNoNumber() throws IOException {
        store.save(journal);
        String build = "\"build\":\"" + journal.origin().build() + "\"";
        Files.writeString(file, Files.readString(file).replace(build, "\"build\":\"last\""));

        assertThatThrownBy(() -> store.load(run))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("The number of a build is digits, not 'last'");
    }

    @Test
    void refusesAJournalThatBelongsToAnotherRun() throws IOException {
        store.save(journal);
        RunId other = new RunId("ffffffffffffffff");
        Files.copy(file, folder.resolve(other + ".json"));

        assertThatThrownBy(() -> store.load(other)).hasMessageContaining("it belongs to run " + run);
    }

    @Test
    void refusesALinkThatLeadsElsewhere() throws IOException {
        store.save(journal);
        Path outside = Files.move(file, temporary.resolve("outside"));
        Files.createSymbolicLink(file, outside);

        assertThatThrownBy(() -> store.load(run)).hasMessageContaining("not a regular file");
    }

    @Test
    void listsRunsAndNothingElseThatLiesInTheFolder() throws IOException {
        store.save(journal);
        for (String name :
                List.of("README", "x.json", "0123456789ABCDEF.json", run + ".json.tmp", "ffffffffffffffff.json")) {
            Files.writeString(folder.resolve(name), "");
        }

        assertThat(store.runs()).containsExactlyInAnyOrder(run, new RunId("ffffffffffffffff"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../../etc/pw", "0123456789abcde/", "..", "", "0123456789ABCDEF", "0123456789abcdef\n"})
    void noNameLeadsOutOfTheFolder(String name) {
        assertThatThrownBy(() -> new RunId(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatIsWrongWhereItCannotWrite() throws IOException {
        Files.writeString(folder, "a file where the folder should be");

        assertThatThrownBy(() -> store.save(journal))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("The journal of the run cannot be written to " + file);
        assertThatThrownBy(() -> store.runs())
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("cannot be read");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
