package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One invocation of restic: what follows the image's entry point. Repository, password and keys come from the environment, so that an argument
 * list holds no secret. Only flags of 0.14, but for those that it {@linkplain #canDoWithout can do without}.
 *
 * @param kind what it does
 * @param args the subcommand first, for an entry point that is restic
 */
public record ResticCommand(@NonNull Kind kind, @NonNull List<String> args) {
    /** As {@code backup --time} takes it, in the zone of restic's process: {@link RepositoryEnvironment#COMMON} sets it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String NO_LOCK = "--no-lock";

    /**
     * What a restore is better with, in the order in which restic has learned it: holes stay holes (0.15); attributes that a container cannot set, or
     * that the node sets itself, are left alone (0.18).
     */
    private static final List<String> NEWER_OPTIONS =
            List.of("--sparse", "--exclude-xattr=trusted.*", "--exclude-xattr=security.selinux");

    /** What an invocation does. */
    public enum Kind {
        /** Makes a snapshot in the repository. */
        BACKUP("backup"),
        /** Reads what was backed up once more, and says what of it the repository has not. */
        COMPARE("backup"),
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
        /** Finds the snapshot of a run. */
        FIND("snapshots"),
        /** Lists snapshots. */
        LIST("snapshots"),
        /** Lists paths of a snapshot. */
        LS("ls"),
        /** Looks what in a snapshot matches patterns. */
        SEARCH("find"),
        /** Writes what a snapshot has to the volume. */
        RESTORE("restore"),
        /** Compares what is on the volume with what a snapshot has, bit by bit. */
        COMPARE_CONTENT("restore"),
        /** Says how much a restore of a snapshot writes. */
        STATS("stats"),
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
    public static ResticCommand backup(@NonNull Instant takenAt, @NonNull BackupSource source) {
        refuse(source.problems());
        List<String> options = new ArrayList<>();
        options.add("--time=" + TIME.format(takenAt));
        options.add("--host=" + source.host());
        source.tags().forEach(tag -> options.add("--tag=" + tag));
        source.mountedExcludes().forEach(exclude -> options.add("--exclude=" + exclude));
        options.add("--");
        options.addAll(source.mountedPaths());
        return command(Kind.BACKUP, options);
    }

    /**
     * Reads all of the mounted volume that a backup has, whatever its sizes and times say, and tells how much of it the repository does not have. It
     * writes nothing, not even a lock.
     *
     * @param paths of the backup, as in the container
     * @param excludes its patterns, as in the container
     * @param names whether restic names each file: a line each
     * @throws IllegalArgumentException if it has no paths, or one that is not on the volume
     */
    @NonNull
    public static ResticCommand compare(@NonNull List<String> paths, @NonNull List<String> excludes, boolean names) {
        refuse(BackupSource.problemsOfMounted(paths));
        List<String> options = new ArrayList<>(List.of("--dry-run", "--force"));
        if (names) {
            options.add("--verbose=2");
        }
        excludes.forEach(exclude -> options.add("--exclude=" + exclude));
        options.add("--");
        options.addAll(paths);
        return command(Kind.COMPARE, options);
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

    /** Lists what a run has made. */
    @NonNull
    public static ResticCommand find(@NonNull String run) {
        return command(Kind.FIND, SnapshotGroup.of(run).args());
    }

    /** Lists what the filter is about. Without a lock, so that a key that may only read suffices. */
    @NonNull
    public static ResticCommand list(@NonNull SnapshotFilter filter) {
        refuse(filter.problems());
        List<String> options = new ArrayList<>(List.of(NO_LOCK));
        options.addAll(filter.args());
        return command(Kind.LIST, options);
    }

    /**
     * Lists those of the scope's paths that the snapshot has, and what is in them. Without a lock.
     *
     * @throws IllegalArgumentException if the scope has problems or no paths, or the id is none
     */
    @NonNull
    public static ResticCommand paths(@NonNull String snapshotId, @NonNull RestoreScope scope) {
        refuse(scope.problems());
        if (scope.paths().isEmpty()) {
            throw new IllegalArgumentException("Without a path all of the snapshot is listed.");
        }
        List<String> args = new ArrayList<>(ofSnapshot(snapshotId, List.of(NO_LOCK)));
        scope.paths().stream().map(BackupSource::mountedPattern).forEach(args::add);
        return command(Kind.LS, args);
    }

    /**
     * Lists all in the snapshot that one of the scope's patterns names, and what is in that. Without a lock.
     *
     * @throws IllegalArgumentException if the scope has problems or no patterns, or the id is none
     */
    @NonNull
    public static ResticCommand search(@NonNull String snapshotId, @NonNull RestoreScope scope) {
        refuse(scope.problems());
        if (scope.patterns().isEmpty()) {
            throw new IllegalArgumentException("Without a pattern restic looks for nothing.");
        }
        refuseUnlessId(snapshotId);
        List<String> args = new ArrayList<>(List.of(NO_LOCK, "--snapshot=" + snapshotId, "--"));
        scope.patterns().stream().map(BackupSource::mountedPattern).forEach(args::add);
        return command(Kind.SEARCH, args);
    }

    /**
     * Restores to the container's root, where the volume is mounted as it was for the backup: any other way loses owner, mode and attributes of the
     * volume's root folder. What was written is read again.
     *
     * @param snapshotId one that is there, never a word such as {@code latest}
     * @param overFiles whether there may be files already: those that are as in the backup are not written again
     * @throws IllegalArgumentException if the scope has problems, or the id is none
     */
    @NonNull
    public static ResticCommand restore(@NonNull String snapshotId, @NonNull RestoreScope scope, boolean overFiles) {
        refuse(scope.problems());
        List<String> options = new ArrayList<>(List.of("--target=/", "--verify"));
        if (overFiles) {
            // What it does anyhow from 0.17 on. Before, it stumbles over each link that is there; that does not know
            // the
            // option, and so has not begun
            options.add("--overwrite=always");
        }
        options.addAll(scope.options());
        options.addAll(NEWER_OPTIONS);
        return command(Kind.RESTORE, ofSnapshot(snapshotId, options));
    }

    /**
     * Compares all that is on the volume with the snapshot, without writing anything and without fetching any data: a restore that is only tried, from restic 0.17
     * on, looks which parts of the files do not have the checksums that the repository knows.
     *
     * @throws IllegalArgumentException if the id is none
     */
    @NonNull
    public static ResticCommand compareContent(@NonNull String snapshotId) {
        List<String> options = new ArrayList<>(List.of("--target=/", "--dry-run"));
        options.addAll(RestoreScope.EXACT.options());
        return command(Kind.COMPARE_CONTENT, ofSnapshot(snapshotId, options));
    }

    /**
     * Asks how many files and bytes a whole restore of the snapshot writes.
     *
     * @throws IllegalArgumentException if the id is none
     */
    @NonNull
    public static ResticCommand stats(@NonNull String snapshotId) {
        return command(Kind.STATS, ofSnapshot(snapshotId, List.of(NO_LOCK, "--mode=restore-size")));
    }

    /** A prefix of few digits would be taken for whichever id begins so. */
    private static void refuseUnlessId(String snapshotId) {
        if (!snapshotId.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("No id of a snapshot: " + Printable.text(snapshotId, 80));
        }
    }

    private static List<String> ofSnapshot(String snapshotId, List<String> options) {
        refuseUnlessId(snapshotId);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--", snapshotId));
        return all;
    }

    /** The same without a lock in the repository. */
    @NonNull
    public ResticCommand withoutLock() {
        return args.contains(NO_LOCK) ? this : withOption(NO_LOCK);
    }

    /**
     * The same without an option that the restic at hand does not know, and without those that came later than it.
     *
     * @param option one that {@link #canDoWithout}
     */
    @NonNull
    public ResticCommand without(@NonNull String option) {
        List<String> unknown = NEWER_OPTIONS.stream()
                .dropWhile(newer -> !isCalled(newer, option))
                .toList();
        List<String> known = new ArrayList<>(args);
        known.removeAll(unknown);
        return new ResticCommand(kind, known);
    }

    /** Whether it has this option and means the same without it. */
    public boolean canDoWithout(@NonNull String option) {
        return NEWER_OPTIONS.stream().anyMatch(newer -> isCalled(newer, option) && args.contains(newer));
    }

    private static boolean isCalled(String option, String name) {
        return option.split("=", 2)[0].equals(name);
    }

    /** The same with a private CA for the repository's TLS, a path in the container. */
    @NonNull
    public ResticCommand withCaCertificate(@NonNull String path) {
        return withOption("--cacert=" + path);
    }

    private ResticCommand withOption(String option) {
        List<String> with = new ArrayList<>(args);
        // Second, so that it stays in front of a "--"
        with.add(1, option);
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
