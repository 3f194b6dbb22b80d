package io.jenkins.plugins.cinderbackup.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Small records as JSON files of one folder, {@code NAME.json} each, written so that a crash leaves the old one or the new one. Of too many the ones go that
 * were not written for longest.
 *
 * <p>What cannot be read is said to the operator and counts as nothing. A file that is torn, or of another version of the plugin, is put aside as
 * {@code NAME.json.unreadable} before another takes its place. May be used by several threads.
 */
public final class JsonFolder<T> {
    private static final Logger LOGGER = Logger.getLogger(JsonFolder.class.getName());
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // Without the source: a message would quote the file's content.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private static final String END = ".json";
    /** More than a record can have. */
    private static final long MAX_BYTES = 64L << 20;

    private static final int LOCKS = 64;

    private final Path folder;
    private final String what;
    private final int maxFiles;
    private final ObjectReader reader;
    /** How many files there are at most, or -1 before they were counted. */
    private int count = -1;

    private final List<Object> locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toList();

    /**
     * @param folder is made when the first record is written
     * @param what what is in it, as the operator reads it at the beginning of a sentence
     */
    public JsonFolder(@NonNull Path folder, @NonNull Class<T> type, @NonNull String what, int maxFiles) {
        this.folder = folder.toAbsolutePath();
        this.what = what;
        this.maxFiles = maxFiles;
        this.reader = JSON.readerFor(type);
    }

    /**
     * What is wanted of all records, kept until their files change.
     *
     * @param part has some fields of a record; the others are skipped
     * @param digest what is kept of it, for the name of the record
     */
    @NonNull
    public <P, S> FolderDigest<P, S> digest(@NonNull Class<P> part, @NonNull BiFunction<String, P, S> digest) {
        return new FolderDigest<>(
                this, JSON.readerFor(part).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), digest);
    }

    /** A name for texts that may be long and have any character. */
    @NonNull
    public static String hash(@NonNull String... texts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", texts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** The names of all records, in no order. */
    @NonNull
    public List<String> names() {
        return files().map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - END.length()))
                .toList();
    }

    /** By name, what changes when a record is written. */
    Map<String, FileStamp> stamps() {
        Map<String, FileStamp> stamps = new HashMap<>();
        for (String name : names()) {
            try {
                stamps.put(name, FileStamp.of(file(name)));
            } catch (NoSuchFileException e) {
                LOGGER.log(Level.FINE, e, () -> "It was removed meanwhile");
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> what + " in " + file(name) + " cannot be read");
            }
        }
        return stamps;
    }

    private Stream<Path> files() {
        if (Files.notExists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(END)).toList().stream();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> what + " in " + folder + " cannot be read");
            return Stream.empty();
        }
    }

    /** The record of that name; empty if there is none that can be read. */
    @NonNull
    public Optional<T> read(@NonNull String name) {
        return read(name, reader);
    }

    <S> Optional<S> read(String name, ObjectReader as) {
        Path file = file(name);
        try {
            return parse(file, as);
        } catch (JacksonException e) {
            LOGGER.log(Level.WARNING, e, () -> what + " in " + file + " is torn and counts as none");
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> what + " in " + file + " cannot be read");
        }
        return Optional.empty();
    }

    private static <S> Optional<S> parse(Path file, ObjectReader as) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("It has more than " + MAX_BYTES + " bytes");
            }
            return Optional.ofNullable(as.readValue(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /**
     * Replaces the record of that name by what it becomes, alone among those that do so.
     *
     * @param change the new record for the one before, if there was one
     * @throws IOException if it cannot be written
     */
    public void update(@NonNull String name, @NonNull Function<Optional<T>, T> change) throws IOException {
        synchronized (lock(name)) {
            Path file = file(name);
            Optional<T> before = parseOrPutAside(file);
            T after = change.apply(before);
            if (!before.equals(Optional.of(after))) {
                if (before.isEmpty()) {
                    makeRoom();
                }
                DurableFile.replace(file, JSON.writeValueAsBytes(after));
            }
        }
    }

    /** Removes the record of that name, if there is one. One that stays is said to the operator. */
    public void remove(@NonNull String name) {
        synchronized (lock(name)) {
            delete(file(name));
        }
    }

    private Object lock(String name) {
        return locks.get(Math.floorMod(name.hashCode(), LOCKS));
    }

    private Optional<T> parseOrPutAside(Path file) throws IOException {
        try {
            return parse(file, reader);
        } catch (JacksonException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> what + " in " + file + " is torn and begins anew; what was there is " + aside);
            return Optional.empty();
        }
    }

    /** Before a new one is written. Files are counted when that is needed, since there may be thousands. */
    private synchronized void makeRoom() {
        if (count < 0 || count >= maxFiles) {
            List<Path> files = files().toList();
            count = files.size();
            if (count >= maxFiles) {
                removeOldest(files);
                count = maxFiles - 1;
            }
        }
        count++;
    }

    private void removeOldest(List<Path> files) {
        Map<Path, Long> written = new HashMap<>();
        files.forEach(file -> written.put(file, file.toFile().lastModified()));
        files.stream()
                .sorted(Comparator.comparing(written::get))
                .limit(files.size() - maxFiles + 1L)
                .forEach(this::delete);
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> what + " in " + file + " is not needed any more and cannot be deleted");
        }
    }

    private Path file(String name) {
        return folder.resolve(name + END);
    }
}
