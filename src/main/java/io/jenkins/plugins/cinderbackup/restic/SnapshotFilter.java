package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which snapshots of a repository a command is about, as restic's options {@code --host} and {@code --tag} have it.
 *
 * @param host      restic's host, or null for any
 * @param anyOfTags lists of tags; a snapshot has all tags of one of them. No list: any tags
 */
public record SnapshotFilter(
        @CheckForNull String host, @NonNull List<List<String>> anyOfTags) {
    /** Copies the lists. */
    public SnapshotFilter {
        anyOfTags = anyOfTags.stream().map(List::copyOf).toList();
    }

    /** All backups of the plugin. */
    @NonNull
    public static SnapshotFilter ofAll() {
        return new SnapshotFilter(null, List.of(List.of(SnapshotTags.OURS)));
    }

    /**
     * All backups of a source, the sound ones and those that are not.
     *
     * @param source see {@link SnapshotGroup}
     */
    @NonNull
    public static SnapshotFilter ofSource(@NonNull String source) {
        return new SnapshotFilter(
                null, List.of(List.of(SnapshotTags.SOURCE + source), List.of(SnapshotTags.UNSOUND + source)));
    }

    /** All that is wrong with the tags, as sentences; empty if nothing is. */
    @NonNull
    List<String> problems() {
        return TagSyntax.problems(
                "tags", anyOfTags.stream().flatMap(List::stream).toList());
    }

    /** The options. */
    List<String> args() {
        List<String> args = new ArrayList<>();
        Optional.ofNullable(host).ifPresent(name -> args.add("--host=" + name));
        anyOfTags.forEach(tags -> args.add("--tag=" + String.join(",", tags)));
        return args;
    }

    /** Whether it is about a snapshot of this host with these tags. */
    public boolean matches(@NonNull String snapshotsHost, @NonNull List<String> snapshotsTags) {
        return (host == null || host.equals(snapshotsHost))
                && (anyOfTags.isEmpty() || anyOfTags.stream().anyMatch(snapshotsTags::containsAll));
    }

    /** The sources whose backups it is about; empty if it may be about any. */
    @NonNull
    public List<String> sources() {
        List<Optional<String>> sources =
                anyOfTags.stream().map(SnapshotTags::sourceIn).toList();
        return sources.stream().allMatch(Optional::isPresent)
                ? sources.stream().flatMap(Optional::stream).distinct().toList()
                : List.of();
    }
}
