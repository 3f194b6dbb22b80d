package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tags of one of the plugin's restic snapshots say. By them a repository is its own catalogue: also when Jenkins and the cluster are gone they tell
 * what a snapshot is one of, whether it counts, and what it takes to restore it.
 *
 * @param source  the source, unique among all clusters; see {@link SnapshotGroup}
 * @param sound   whether it counts as a sound backup of the source
 * @param paths   the same for the same {@linkplain SnapshotGroup#pathsHash paths}, or empty
 * @param run     the id of the run that has made it, or empty
 * @param volume  the volume that it is one of
 * @param others  the tags that are not the plugin's own
 */
public record SnapshotTags(
        @NonNull String source,
        boolean sound,
        @NonNull String paths,
        @NonNull String run,
        @NonNull BackedUpVolume volume,
        @NonNull List<String> others) {
    /** Carried by everything that the plugin backs up. */
    public static final String OURS = "cinder-snapshot-backup";

    private static final int SHOWN = 60;

    static final String SOURCE = "src:";
    static final String UNSOUND = "unsound:";
    static final String PATHS = "paths=";
    static final String RUN = "run=";

    /** How the plugin's own tags begin. */
    private static final List<String> OWN = List.of(
            SOURCE,
            UNSOUND,
            PATHS,
            RUN,
            BackedUpVolume.VOLUME,
            BackedUpVolume.SIZE,
            BackedUpVolume.CLASS,
            BackedUpVolume.FILE_SYSTEM,
            BackedUpVolume.ZONE,
            BackedUpVolume.ACCESS,
            BackedUpVolume.CONSISTENCY);

    /** Copies the list. */
    public SnapshotTags {
        others = List.copyOf(others);
    }

    /** What a snapshot's tags say; empty if it is none of the plugin's. */
    @NonNull
    public static Optional<SnapshotTags> of(@NonNull List<String> tags) {
        return tags.contains(OURS)
                ? sourceIn(tags)
                        .map(source -> new SnapshotTags(
                                source,
                                tags.contains(SOURCE + source),
                                value(tags, PATHS).orElse(""),
                                value(tags, RUN).orElse(""),
                                BackedUpVolume.of(tags),
                                tags.stream()
                                        .filter(tag -> !tag.equals(OURS) && !isOwn(tag))
                                        .toList()))
                : Optional.empty();
    }

    /** The source that tags name, as a sound one or one that is not. */
    static Optional<String> sourceIn(List<String> tags) {
        return value(tags, SOURCE).or(() -> value(tags, UNSOUND));
    }

    private static Optional<String> value(List<String> tags, String name) {
        return tags.stream()
                .filter(tag -> tag.startsWith(name))
                .map(tag -> tag.substring(name.length()))
                .findFirst();
    }

    private static boolean isOwn(String tag) {
        return OWN.stream().anyMatch(tag::startsWith);
    }

    /** Those of a user's tags that are like the plugin's own, as sentences: they would make the backup one of another source, or of another size. */
    @NonNull
    public static List<String> problemsOfOwn(@NonNull List<String> usersTags) {
        List<String> problems = new ArrayList<>();
        for (String tag : usersTags) {
            if (isOwn(tag)) {
                problems.add(
                        "tags: the tag '" + Printable.text(tag, SHOWN)
                                + "' begins as one of the plugin's own, by which backups are told apart and restored. Use another.");
            }
        }
        return problems;
    }
}
