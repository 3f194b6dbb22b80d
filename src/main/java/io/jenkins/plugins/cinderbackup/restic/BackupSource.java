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
        @NonNull String host,
        @NonNull List<String> tags,
        @NonNull List<String> paths,
        @NonNull List<String> excludes) {

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
        problems.addAll(TagSyntax.problems("tags", tags));
        if (paths.isEmpty()) {
            problems.add("paths is empty: nothing would be backed up. Use / for the whole volume.");
        }
        for (String path : paths) {
            problems.addAll(problemsOf("paths", path));
        }
        excludes.forEach(exclude -> problems.addAll(problemsOfPattern("exclude", exclude)));
        return problems;
    }

    /** All that is wrong with a pattern, as sentences. */
    static List<String> problemsOfPattern(String field, String pattern) {
        List<String> problems = new ArrayList<>(problemsOf(field, pattern));
        if (!GlobSyntax.isValid(pattern)) {
            problems.add(field + ": the pattern '" + Printable.text(pattern, SHOWN)
                    + "' is malformed: a [ without its ], an empty [], or a \\ at the end of a name.");
        }
        return problems;
    }

    /** What does nothing as it is written, and why, as sentences that name the field: no error, but most likely not what was meant. */
    @NonNull
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        paths.forEach(path -> remarks.addAll(remarksOf("paths", path, path)));
        for (int i = 0; i < excludes.size(); i++) {
            String exclude = excludes.get(i);
            String pattern = withoutNegation("exclude", exclude);
            remarks.addAll(remarksOf("exclude", exclude, pattern));
            String shown = "exclude: '" + Printable.text(exclude, SHOWN) + "' does nothing: ";
            if (i == 0 && !pattern.equals(exclude)) {
                remarks.add(shown + "it is an exception, and no pattern in front of it excludes anything.");
            }
            if (pattern.startsWith("/")
                    && pattern.matches("[^*?\\[\\\\]+")
                    && paths.stream().noneMatch(path -> overlap(path, pattern))) {
                remarks.add(shown + "it is in none of the paths " + Printable.text(String.valueOf(paths), SHOWN) + ".");
            }
        }
        return remarks;
    }

    private static List<String> remarksOf(String field, String value, String pattern) {
        List<String> remarks = new ArrayList<>();
        String shown = field + ": '" + Printable.text(value, SHOWN) + "' ";
        if ((pattern + "/").startsWith(MOUNT + "/")) {
            remarks.add(shown
                    + "is a folder 'data' in the volume's root: paths begin at that root, which restic alone sees at "
                    + MOUNT + ". If the root is meant, leave " + MOUNT + " out.");
        }
        if (pattern.startsWith("~")) {
            remarks.add(shown + "is taken as it is: no shell replaces the ~. Write the path from the volume's root.");
        }
        if (pattern.matches(".*\\{[^}]*,.*}.*")) {
            remarks.add(shown + "is taken as it is: restic knows no braces. Write an entry for each.");
        }
        return remarks;
    }

    private static boolean overlap(String path, String pattern) {
        String one = mounted(path) + "/";
        String other = mounted(pattern) + "/";
        return one.startsWith(other) || other.startsWith(one);
    }

    /** All that is wrong with the paths of a snapshot, which anybody may have made, as sentences. */
    @NonNull
    public static List<String> problemsOfMounted(@NonNull List<String> paths) {
        List<String> problems = new ArrayList<>();
        if (paths.isEmpty()) {
            problems.add("It has no paths.");
        }
        for (String path : paths) {
            if (!(path + "/").startsWith(MOUNT + "/")
                    || hasControl(path)
                    || List.of(path.split("/")).contains("..")) {
                problems.add("It has the path '" + Printable.text(path, SHOWN) + "', which is not on a volume at "
                        + MOUNT + ".");
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

    static String mounted(String path) {
        StringBuilder mounted = new StringBuilder(MOUNT);
        for (String name : path.split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                mounted.append('/').append(name);
            }
        }
        return mounted.toString();
    }

    /** A path of a snapshot as a user writes it; one that is none of a volume stays as it is. */
    @NonNull
    public static String inVolume(@NonNull String path) {
        if (!(path + "/").startsWith(MOUNT + "/")) {
            return path;
        }
        return path.equals(MOUNT) ? "/" : path.substring(MOUNT.length());
    }

    List<String> mountedExcludes() {
        return excludes.stream().map(BackupSource::mountedPattern).distinct().toList();
    }

    /**
     * A pattern as it applies in the container. One that is not anchored is tied to what is below the mount: left as it is, {@code data} would
     * match the mount itself, and {@code data/cache} a {@code cache} in the volume's root.
     */
    static String mountedPattern(String exclude) {
        String negation = exclude.startsWith("!") ? "!" : "";
        String pattern = exclude.substring(negation.length());
        return negation + MOUNT + (pattern.startsWith("/") ? "" : "/**/") + pattern;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
