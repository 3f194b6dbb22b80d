package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One invocation of restic: what follows the image's entry point. Repository, password and keys come from the environment, so that an argument
 * list holds no secret. Only flags of 0.14.
 *
 * @param kind what it does
 * @param args the subcommand first, for an entry point that is restic
 */
public record ResticCommand(@NonNull Kind kind, @NonNull List<String> args) {

    /** What an invocation does. */
    public enum Kind {
        /** Makes a snapshot in the repository. */
        BACKUP("backup"),
        /** Makes the repository. */
        INIT("init"),
        /** Removes stale locks; from another machine those older than 30 minutes, never others. */
        UNLOCK("unlock"),
        /** Applies the retention policy to the sound snapshots of a group. */
        FORGET("forget"),
        /** Removes the one snapshot of nothing that a backup has made. */
        FORGET_EMPTY("forget"),
        /** Takes snapshots out of those that count: they get the tag of what is not sound. */
        SET_APART("tag"),
        /** Looks whether the repository is whole. */
        CHECK("check"),
        /** Lists the snapshots of a repository. */
        LIST("snapshots"),
        /** Removes what was set apart and is as old as a sound one that the policy would remove. */
        FORGET_UNSOUND("forget");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The subcommand. */
        @NonNull
        public String word() {
            return word;
        }
    }

    /** Copies the list. */
    public ResticCommand {
        args = List.copyOf(args);
    }

    /**
     * Backs the mounted volume up. Neither {@code --ignore-inode} nor {@code --ignore-ctime}: a clone keeps inodes and change times, so a parent
     * snapshot is used as it is.
     *
     * @throws IllegalArgumentException if the source has {@linkplain BackupSource#problems problems}
     */
    @NonNull
    public static ResticCommand backup(@NonNull BackupSource source) {
        refuse(source.problems());
        List<String> options = new ArrayList<>();
        options.add("--host=" + source.host());
        source.tags().forEach(tag -> options.add("--tag=" + tag));
        source.mountedExcludes().forEach(exclude -> options.add("--exclude=" + exclude));
        options.add("--");
        options.addAll(source.mountedPaths());
        return command(Kind.BACKUP, options);
    }

    /** Makes the repository. */
    @NonNull
    public static ResticCommand init() {
        return command(Kind.INIT, List.of());
    }

    /** Removes stale locks only. */
    @NonNull
    public static ResticCommand unlock() {
        return command(Kind.UNLOCK, List.of());
    }

    /**
     * What prepares another command: {@link Kind#INIT} or {@link Kind#UNLOCK}.
     *
     * @throws IllegalStateException for any other kind
     */
    @NonNull
    public static ResticCommand preparing(@NonNull Kind kind) {
        return switch (kind) {
            case INIT -> init();
            case UNLOCK -> unlock();
            default -> throw new IllegalStateException(kind + " prepares nothing");
        };
    }

    /**
     * Applies the policy to the sound snapshots of the group, never to the one that the run has just made: a snapshot of a clock that was ahead would
     * else push it out.
     *
     * @throws IllegalArgumentException if the policy is empty or has problems, or the group has: restic would look at everybody's snapshots
     */
    @NonNull
    public static ResticCommand forget(
            @NonNull SnapshotGroup group, @NonNull String run, @NonNull RetentionPolicy policy) {
        return forget(Kind.FORGET, group, run, policy, group.sound(), List.of("--group-by=host,paths"));
    }

    /**
     * Removes what is not sound and would not be kept if all of the group were sound; a sound one is never removed, and none is kept for ever.
     *
     * @throws IllegalArgumentException as {@link #forget(SnapshotGroup, String, RetentionPolicy)}
     */
    @NonNull
    public static ResticCommand forgetUnsound(
            @NonNull SnapshotGroup group, @NonNull String run, @NonNull RetentionPolicy policy) {
        // By host alone: restic leaves a path that it did not find out of the snapshot, which would be a group of its
        // own and so stay for ever
        return forget(
                Kind.FORGET_UNSOUND,
                group,
                run,
                policy,
                group.soundOrNot(),
                List.of("--group-by=host", "--keep-tag=" + group.sourceTag()));
    }

    private static ResticCommand forget(
            Kind kind,
            SnapshotGroup group,
            String run,
            RetentionPolicy policy,
            SnapshotFilter filter,
            List<String> grouping) {
        List<String> problems = new ArrayList<>(policy.problems());
        problems.addAll(TagSyntax.problems("the source's tag", List.of(group.sourceTag())));
        if (group.host().isBlank()) {
            problems.add("host is empty.");
        }
        if (policy.isEmpty()) {
            problems.add("The retention policy has no rule.");
        }
        refuse(problems);
        List<String> options = new ArrayList<>(filter.args());
        options.addAll(grouping);
        options.add("--keep-tag=" + SnapshotGroup.runTag(run));
        options.addAll(policy.args());
        return command(kind, options);
    }

    /**
     * Removes one snapshot. What it alone has goes with the next prune: of nothing, that is next to nothing. Not as JSON: of single snapshots restic would
     * then say nothing at all, and a log without a word is like one that is lost.
     */
    @NonNull
    public static ResticCommand forgetEmpty(@NonNull String snapshotId) {
        return new ResticCommand(Kind.FORGET_EMPTY, List.of(Kind.FORGET_EMPTY.word(), "--", snapshotId));
    }

    /** Gives what these runs have made the tag of what is not sound. Once more changes nothing. */
    @NonNull
    public static ResticCommand setApart(@NonNull SnapshotGroup group, @NonNull List<String> runs) {
        List<String> options = new ArrayList<>();
        runs.forEach(run -> options.add("--tag=" + group.sourceTag() + "," + SnapshotGroup.runTag(run)));
        options.addAll(List.of("--remove=" + group.sourceTag(), "--add=" + group.unsoundTag()));
        return command(Kind.SET_APART, options);
    }

    /**
     * Checks the repository's structure, and the data of a subset of it. Not as JSON: restic then says nothing of its progress.
     *
     * @param readDataSubset as restic has it: {@code 5%}, {@code 1/10}, {@code 2G}
     */
    @NonNull
    public static ResticCommand check(@NonNull Optional<String> readDataSubset) {
        List<String> args = new ArrayList<>(List.of(Kind.CHECK.word()));
        readDataSubset.ifPresent(subset -> args.add("--read-data-subset=" + subset));
        return new ResticCommand(Kind.CHECK, args);
    }

    /** Lists what the filter is about. Without a lock, so that keys suffice that may only read. */
    @NonNull
    public static ResticCommand list(@NonNull SnapshotFilter filter) {
        List<String> options = new ArrayList<>(List.of("--no-lock"));
        options.addAll(filter.args());
        return command(Kind.LIST, options);
    }

    /** The same with a private CA for the repository's TLS, a path in the container. */
    @NonNull
    public ResticCommand withCaCertificate(@NonNull String path) {
        List<String> with = new ArrayList<>(args);
        // Second, so that it stays in front of a "--"
        with.add(1, "--cacert=" + path);
        return new ResticCommand(kind, with);
    }

    private static ResticCommand command(Kind kind, List<String> options) {
        List<String> args = new ArrayList<>(List.of(kind.word(), "--json"));
        args.addAll(options);
        return new ResticCommand(kind, args);
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
    }
}
