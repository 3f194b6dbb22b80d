package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a backup is restored. Paths and patterns are relative to the volume's root.
 *
 * @param include paths and restic patterns; empty for all
 * @param exclude restic patterns, which stand above what is included
 * @param delete  whether what the backup does not have is removed, within what is included
 */
public record RestoreScope(
        @NonNull List<String> include, @NonNull List<String> exclude, boolean delete) {
    /** The whole backup, and nothing is removed. */
    public static final RestoreScope ALL = new RestoreScope(List.of(), List.of(), false);

    /** The whole backup and nothing else. */
    public static final RestoreScope EXACT = new RestoreScope(List.of(), List.of(), true);

    /** The folder of the file system itself; it is in no backup, and a repair of the file system needs it. */
    private static final String FILE_SYSTEMS_OWN = "lost+found";

    /** Copies the lists. */
    public RestoreScope {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Whether it is all of the backup, so that it can be compared with what the repository says of it. */
    public boolean isWhole() {
        return include.isEmpty() && exclude.isEmpty();
    }

    /**
     * What is included by its path alone, from the root on and without a wildcard: of these it can be told beforehand whether the backup has them.
     */
    @NonNull
    public List<String> paths() {
        return include.stream()
                .filter(path -> path.startsWith("/") && path.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0))
                .toList();
    }

    /** What else is included: with a wildcard, or wherever something has that name. An include that takes something out again is none of these. */
    @NonNull
    public List<String> patterns() {
        List<String> paths = paths();
        return include.stream()
                .filter(pattern -> !paths.contains(pattern) && !pattern.startsWith("!"))
                .toList();
    }

    /**
     * Those of the {@linkplain #patterns patterns} that match nothing.
     *
     * @param found what restic has found that one of them matches
     */
    @NonNull
    public List<String> unmatched(@NonNull Set<String> found) {
        return patterns().stream()
                .filter(pattern -> found.stream().noneMatch(PathPattern.matching(BackupSource.mountedPattern(pattern))))
                .toList();
    }

    /**
     * Those of the {@linkplain #paths paths} that the backup does not have.
     *
     * @param listed what restic has listed of them
     */
    @NonNull
    public List<String> missing(@NonNull Set<String> listed) {
        return paths().stream()
                .filter(path -> !listed.contains(normalized(path)))
                .toList();
    }

    /** As restic writes a path: without what does nothing in it. */
    private static String normalized(String path) {
        return Path.of(BackupSource.mountedPattern(path)).normalize().toString();
    }

    /** All that is wrong with the values, as sentences that name the field; empty if nothing is. */
    @NonNull
    public List<String> problems() {
        return Stream.concat(
                        include.stream().flatMap(path -> BackupSource.problemsOfPattern("include", path).stream()),
                        exclude.stream().flatMap(path -> BackupSource.problemsOfPattern("exclude", path).stream()))
                .toList();
    }

    /**
     * As options of a restore to the container's root. restic knows either includes or excludes; but an include with a {@code !} takes out again what an earlier
     * one has let in. A deletion without a filter would be one in all of the container.
     */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (delete) {
            options.add("--delete");
        }
        if (isWhole() && !delete) {
            return options;
        }
        if (include.isEmpty()) {
            options.add("--include=" + BackupSource.MOUNT);
        }
        include.forEach(path -> options.add("--include=" + BackupSource.mountedPattern(path)));
        Stream<String> out =
                delete ? Stream.concat(exclude.stream(), Stream.of("/" + FILE_SYSTEMS_OWN)) : exclude.stream();
        out.map(RestoreScope::takenOut).distinct().forEach(pattern -> options.add("--include=" + pattern));
        return options;
    }

    private static String takenOut(String exclude) {
        String pattern = BackupSource.mountedPattern(exclude);
        return pattern.startsWith("!") ? pattern.substring(1) : "!" + pattern;
    }
}
