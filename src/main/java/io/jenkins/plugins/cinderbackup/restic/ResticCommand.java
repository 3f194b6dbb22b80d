package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

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
        BACKUP,
        /** Makes the repository. */
        INIT,
        /** Removes stale locks; from another machine those older than 30 minutes, never others. */
        UNLOCK,
        /** Applies the retention policy. */
        FORGET;

        String word() {
            return switch (this) {
                case BACKUP -> "backup";
                case INIT -> "init";
                case UNLOCK -> "unlock";
                case FORGET -> "forget";
            };
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
     * Applies the policy to the snapshots that have both this host and this tag. They are one group: with restic's own grouping by host and paths, or by
     * tags, a changed path or a tag such as {@code build-42} would start a group in which nothing expires.
     *
     * @throws IllegalArgumentException if the policy is empty or has problems, or host or tag are unusable: without them restic would look at everybody's
     *     snapshots
     */
    @NonNull
    public static ResticCommand forget(@NonNull String host, @NonNull String sourceTag, @NonNull RetentionPolicy policy) {
        List<String> problems = new ArrayList<>(policy.problems());
        problems.addAll(Tags.problems("the source's tag", List.of(sourceTag)));
        if (host.isBlank()) {
            problems.add("host is empty.");
        }
        if (policy.isEmpty()) {
            problems.add("The retention policy has no rule.");
        }
        refuse(problems);
        List<String> options = new ArrayList<>(List.of("--host=" + host, "--tag=" + sourceTag, "--group-by=host"));
        options.addAll(policy.args());
        return command(Kind.FORGET, options);
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
