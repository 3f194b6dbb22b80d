package io.jenkins.plugins.cinderbackup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDigestTest {
    @TempDir
    private Path temp;

    private final AtomicInteger read = new AtomicInteger();

    record Whole(String name, int number, List<String> more) {}

    record Part(int number) {}

    private JsonFolder<Whole> folder() {
        return new JsonFolder<>(temp.resolve("records"), Whole.class, "The records", 1000);
    }

    private FolderDigest<Part, String> digest() {
        return folder().digest(Part.class, (name, part) -> {
            read.incrementAndGet();
            return name + "=" + part.number();
        });
    }

    private void write(String name, int number) throws IOException {
        folder().update(name, before -> new Whole(name, number, List.of("x")));
    }

    @Test
    void onlyWhatHasChangedIsReadAgain() throws IOException {
        write("a", 1);
        write("b", 2);
        FolderDigest<Part, String> digest = digest();
        assertThat(digest.all()).containsExactlyInAnyOrder("a=1", "b=2");
        assertThat(digest.all()).hasSize(2);
        assertThat(read).hasValue(2);

        write("b", 3);
        write("c", 4);
        assertThat(digest.all()).containsExactlyInAnyOrder("a=1", "b=3", "c=4");
        assertThat(read).hasValue(4);
    }

    @Test
    void aWriteOfTheSameLengthInTheSameInstantIsSeen() throws IOException {
        write("a", 1);
        FolderDigest<Part, String> digest = digest();
        digest.all();
        Path file = temp.resolve("records/a.json");
        var instant = Files.getLastModifiedTime(file);

        write("a", 2);
        Files.setLastModifiedTime(file, instant);

        assertThat(digest.all()).containsExactly("a=2");
    }

    @Test
    void whatIsGoneOrTornIsNotThere() throws IOException {
        write("a", 1);
        write("b", 2);
        FolderDigest<Part, String> digest = digest();
        digest.all();

        Files.delete(temp.resolve("records/a.json"));
        Files.writeString(temp.resolve("records/b.json"), "{");

        assertThat(digest.all()).isEmpty();
        assertThat(folder().read("b")).isEqualTo(Optional.empty());
    }

    @Test
    void withoutAFolderThereIsNothing() {
        assertThat(digest().all()).isEmpty();
    }

    @Test
    void severalThreadsMayAsk() throws Exception {
        for (int i = 0; i < 50; i++) {
            write("r" + i, i);
        }
        FolderDigest<Part, String> digest = digest();

        assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> digest.all().size()))
                .containsOnly(50);
    }
}
