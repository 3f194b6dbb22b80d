package io.jenkins.plugins.cinderbackup.model;

/** What a look at a Job says. The Job is over when our container is, restic or a test: an injected sidecar may never end. */
public sealed interface JobState {
    /** There is no such Job. */
    record Absent() implements JobState {}

    /**
     * It does not run yet: pull, scheduling, attach, mount.
     *
     * @param detail the last event or waiting reason in the cluster's words, possibly empty
     */
    record Starting(String detail) implements JobState {}

    /** It runs. */
    record Running() implements JobState {}

    /**
     * It has ended.
     *
     * @param exitCode its exit code
     * @param reason the container runtime's word for it, such as {@code Completed}, {@code Error} or {@code OOMKilled}
     */
    record Exited(int exitCode, String reason) implements JobState {}

    /** The cluster has ended it because it ran for longer than it may. Its log is there. */
    record Overrun() implements JobState {}

    /**
     * The node has tried several times to mount the volume, and what is on it is in the way. Nothing formats it, for it is mounted with {@code ro}.
     *
     * @param content what is on it, as far as the node's words tell
     * @param reason the cluster's words
     */
    record Unmountable(Content content, String reason) implements JobState {
        /** What a node finds on a volume that it cannot mount. */
        public enum Content {
            /** Nothing that is known. */
            BLANK,
            /** LUKS. */
            ENCRYPTED,
            /** Something else than the file system that was asked for; the kernel does not say what. */
            FOREIGN,
            /** A file system that the node's kernel cannot mount. */
            UNSUPPORTED,
            /** The file system that was asked for, with errors. */
            DAMAGED
        }
    }

    /**
     * The Job can never end by itself, or its pod was lost: evicted, its node gone, refused by a quota or a policy.
     *
     * @param reason what happened, in the cluster's words
     */
    record Lost(String reason) implements JobState {}
}
