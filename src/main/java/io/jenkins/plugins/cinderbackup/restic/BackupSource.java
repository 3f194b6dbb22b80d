package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a volume is backed up, and under which host and tags. Paths and patterns are relative to the volume's root.
 *
 * @param host     restic's host, the same from run to run, else no parent snapshot is found and everything is read again
 * @param tags     of the snapshot
 * @param paths    files and folders; {@code /} is the whole volume
 * @param excludes restic exclude patterns
 */
public record BackupSource(
        @NonNull String host, @NonNull List<String> tags, @NonNull List<String> paths, @NonNull List<String> excludes) {

    /** Where a volume is mounted: always the same, since paths are a part of how restic finds the parent snapshot. */
    public static final String MOUNT = "/data";

    private static final int SHOWN = 120;

    /** Copies the lists. */
    public BackupSource {
        tags = List.copyOf(tags);
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
    }

    /** All that is wrong with the values, as sentences that name the field; empty if nothing is. */
    @NonNull
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (host.isBlank()) {
            problems.add("host is empty: snapshots could not be told apart by their source.");
        } else if (hasControl(host)) {
            problems.add("host '" + Printable.text(host, SHOWN) + "' has a control character. Remove it.");
        }
        problems.addAll(Tags.problems("tags", tags));
        if (paths.isEmpty()) {
            problems.add("paths is empty: nothing would be backed up. Use / for the whole volume.");
        }
        for (String path : paths) {
            problems.addAll(problemsOf("paths", path));
        }
        for (String exclude : excludes) {
            problems.addAll(problemsOf("exclude", exclude));
            if (!GlobSyntax.isValid(exclude)) {
                problems.add("exclude: the pattern '" + Printable.text(exclude, SHOWN)
                        + "' is malformed: a [ without its ], an empty [], or a \\ at the end of a name.");
            }
        }
        return problems;
    }

    private static List<String> problemsOf(String field, String value) {
        String shown = field + ": '" + Printable.text(value, SHOWN) + "' ";
        String bare = withoutNegation(field, value);
        if (bare.isBlank()) {
            return List.of(field + ": an entry is empty. Remove it.");
        }
        if (hasControl(value)) {
            return List.of(shown + "has a control character. Remove it.");
        }
        if (List.of(bare.split("/")).contains("..")) {
            return List.of(shown + "has a '..'. Write the path from the volume's root without it.");
        }
        return List.of();
    }

    private static String withoutNegation(String field, String value) {
        return field.equals("exclude") && value.startsWith("!") ? value.substring(1) : value;
    }

    /** The paths as they are in the container, each once. */
    List<String> mountedPaths() {
        return paths.stream().map(BackupSource::mounted).distinct().toList();
    }

    private static String mounted(String path) {
        StringBuilder mounted = new StringBuilder(MOUNT);
        for (String name : path.split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                mounted.append('/').append(name);
            }
        }
        return mounted.toString();
    }

    /**
     * The patterns as they apply in the container. A pattern that is not anchored is tied to what is below the mount: left as it is, {@code data}
     * would match the mount itself, and {@code data/cache} a {@code cache} in the volume's root.
     */
    List<String> mountedExcludes() {
        return excludes.stream().map(BackupSource::mountedExclude).distinct().toList();
    }

    private static String mountedExclude(String exclude) {
        String negation = exclude.startsWith("!") ? "!" : "";
        String pattern = exclude.substring(negation.length());
        return negation + MOUNT + (pattern.startsWith("/") ? "" : "/**/") + pattern;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
