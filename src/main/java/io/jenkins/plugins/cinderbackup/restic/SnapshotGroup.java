package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The snapshots of a repository that one policy is for, and that a backup is compared with: those of one source under one host and of the same paths.
 * The host alone is not enough: {@code app} with {@code dev-data} and {@code app-dev} with {@code data} have one by default.
 *
 * <p>By its tags a repository is its own catalogue. A sound backup carries {@link #sourceTag}; what is not sound carries {@link #unsoundTag} in its place,
 * so that neither a policy nor {@code latest} with the source's tag takes it for a sound one.
 *
 * @param source the source, unique among all clusters: {@code cluster/namespace/pvc} or {@code cluster/volume}, without a comma
 * @param host   restic's host
 * @param paths  what is backed up, relative to the volume's root; however they are written, the same ones are equal
 */
public record SnapshotGroup(
        @NonNull String source,
        @NonNull String host,
        @NonNull List<String> paths) {
    /** Brings the paths to one form. */
    public SnapshotGroup {
        paths = paths.stream().map(BackupSource::mounted).distinct().sorted().toList();
    }

    /**
     * The source in a word, for {@link #source}.
     *
     * @param cluster   how tags call the cluster
     * @param namespace of the PVC, or null
     * @param claim     the PVC, or null if a Cinder volume is backed up by its id alone
     * @param volumeId  that volume, or null
     */
    @NonNull
    public static String source(
            @NonNull String cluster,
            @CheckForNull String namespace,
            @CheckForNull String claim,
            @CheckForNull String volumeId) {
        return cluster + "/" + (claim == null ? volumeId : namespace + "/" + claim);
    }

    /** The tag of a sound backup of the source. */
    @NonNull
    public String sourceTag() {
        return SnapshotTags.SOURCE + source;
    }

    /** The tag that stands in place of {@link #sourceTag} on what is not sound, or what nobody can tell of. */
    @NonNull
    public String unsoundTag() {
        return SnapshotTags.UNSOUND + source;
    }

    /**
     * A tag that only backups of the same paths have. restic's own filter by path finds also those that have other paths beside: a policy would be
     * applied to them too.
     */
    @NonNull
    public String pathsTag() {
        return SnapshotTags.PATHS + pathsHash();
    }

    /** What that tag calls the paths. */
    @NonNull
    public String pathsHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", paths).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Whether a snapshot is of its paths, as restic has them. */
    public boolean hasPaths(@NonNull List<String> mounted) {
        return Set.copyOf(paths).equals(Set.copyOf(mounted));
    }

    /** What finds the sound backups of the group. */
    @NonNull
    public SnapshotFilter sound() {
        return new SnapshotFilter(host, List.of(List.of(sourceTag(), pathsTag())));
    }

    /** What finds all backups of the group, those that are not sound among them. */
    @NonNull
    public SnapshotFilter soundOrNot() {
        return new SnapshotFilter(host, List.of(List.of(sourceTag(), pathsTag()), List.of(unsoundTag(), pathsTag())));
    }

    /** What finds the one backup that a run makes. */
    @NonNull
    public static SnapshotFilter of(@NonNull String run) {
        return new SnapshotFilter(null, List.of(List.of(runTag(run))));
    }

    /** The tag of the one backup that a run makes. A snapshot's id changes with its tags, this does not. */
    @NonNull
    public static String runTag(@NonNull String run) {
        return SnapshotTags.RUN + run;
    }

    /** The tags that a run's backup of the volume is made with, beside the user's. */
    @NonNull
    public List<String> tags(@NonNull String run, @NonNull BackedUpVolume volume) {
        return Stream.concat(Stream.of(SnapshotTags.OURS, sourceTag(), pathsTag(), runTag(run)), volume.tags().stream())
                .toList();
    }
}
