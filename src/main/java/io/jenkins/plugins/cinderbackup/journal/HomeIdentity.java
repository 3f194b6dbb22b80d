package io.jenkins.plugins.cinderbackup.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which runs a Jenkins home has made. A copy of a home has the same instance id and the same journals, while the original still drives the
 * runs. What a copy does not take along is the place: the path, the machine's name, the file's own number in the file system (a copied or restored
 * file is a new one). Where one of them has changed, the home counts as new, and the runs whose journals it has by then as somebody else's; no clock
 * has a say in that, since the copy's may differ.
 *
 * <p>A clone of the disk on a machine of the same name cannot be told from the original. A container that gets another name at each start looks like
 * a copy each time, until somebody says that it is none.
 */
public final class HomeIdentity {
    private static final Logger LOGGER = Logger.getLogger(HomeIdentity.class.getName());
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private record Place(@NonNull String home, @NonNull String machine) {}

    /** As stored. The file's own number is in a second file, since no file knows its number before it is written. */
    private record Mark(
            @NonNull Place place,
            @NonNull Instant since,
            @NonNull List<String> foreign) {
        Mark {
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(foreign, "foreign");
        }
    }

    private final Path folder;
    private final Place place;
    private final Instant since;
    /** The runs that may be another home's; null while nobody knows which there were. */
    @CheckForNull
    private volatile Set<String> foreign;

    private HomeIdentity(Path folder, Place place, Instant since, @CheckForNull Collection<String> foreign) {
        this.folder = folder;
        this.place = place;
        this.since = since;
        this.foreign = foreign == null ? null : Set.copyOf(foreign);
    }

    /**
     * Reads the mark of a home, and makes a new one where there is none or the place is another.
     *
     * @param folder the plugin's own folder in the home
     * @param home the home's path
     * @param machine the machine's name
     * @param runs the runs that have a journal in it
     */
    @NonNull
    public static HomeIdentity of(
            @NonNull Path folder,
            @NonNull String home,
            @NonNull String machine,
            @NonNull Instant now,
            @NonNull Supplier<List<RunId>> runs) {
        Place place = new Place(home, machine);
        Mark known = read(file(folder));
        if (known != null && place.equals(known.place()) && isSameFile(file(folder), number(folder))) {
            return new HomeIdentity(folder, place, known.since(), known.foreign());
        }
        HomeIdentity mark = new HomeIdentity(folder, place, now, found(runs));
        mark.write();
        return mark;
    }

    /** Null if the journals cannot be listed. The mark is not written then, so that the next start looks again. */
    @CheckForNull
    private static List<String> found(Supplier<List<RunId>> runs) {
        try {
            return runs.get().stream().map(RunId::value).toList();
        } catch (PermanentException e) {
            LOGGER.log(Level.WARNING, e, () -> "Whose the backups are whose journals are here is not known");
            return null;
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("home.json");
    }

    private static Path number(Path folder) {
        return folder.resolve("home.file");
    }

    private void write() {
        Set<String> others = foreign;
        if (others == null) {
            return;
        }
        Path file = file(folder);
        try {
            DurableFile.replace(file, JSON.writeValueAsBytes(new Mark(place, since, List.copyOf(others))));
            DurableFile.replace(number(folder), JSON.writeValueAsBytes(fileNumber(file)));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The place of the Jenkins home cannot be written to " + file);
        }
    }

    /** From now on all runs that are here count as made here, until the place changes: it is no copy, somebody has said who knows. */
    public synchronized void trust() {
        foreign = Set.of();
        write();
    }

    /** Whether the run's journal was here before the home was, and nobody has said that it is no copy: the original may still drive the run. */
    public boolean isForeign(@NonNull RunId run) {
        Set<String> others = foreign;
        return others == null || others.contains(run.value());
    }

    /** Since when the home is where it is. */
    @NonNull
    public Instant since() {
        return since;
    }

    @CheckForNull
    private static Mark read(Path file) {
        if (Files.notExists(file)) {
            return null;
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), Mark.class);
        } catch (JacksonException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " is torn");
            return null;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " cannot be read");
            return null;
        }
    }

    private static boolean isSameFile(Path file, Path number) {
        try {
            return Files.exists(number)
                    && fileNumber(file).equals(JSON.readValue(Files.readAllBytes(number), String.class));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> number + " cannot be read");
            return false;
        }
    }

    /** The inode; the device's number is left out, since it may change when a disk is mounted again. Elsewhere the time of creation. */
    private static String fileNumber(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? String.valueOf(Files.getAttribute(file, "unix:ino"))
                : String.valueOf(Files.getAttribute(file, "creationTime"));
    }
}
