package io.jenkins.plugins.cinderbackup.engine;

/** What a look at a restic Job says. The Job is over when the container named {@code restic} is: an injected sidecar may never end. */
public sealed interface JobState {
    /** There is no such Job. */
    record Absent() implements JobState {}

    /**
     * restic does not run yet: pull, scheduling, attach, mount.
     *
     * @param detail the last event or waiting reason in the cluster's words, possibly empty
     */
    record Starting(String detail) implements JobState {}

    /** restic runs. */
    record Running() implements JobState {}

    /**
     * restic has ended.
     *
     * @param exitCode restic's exit code
     * @param reason the container runtime's word for it, such as {@code Completed}, {@code Error} or {@code OOMKilled}
     */
    record Exited(int exitCode, String reason) implements JobState {}

    /** The cluster has ended restic because it ran for longer than it may. Its log is there. */
    record Overrun() implements JobState {}

    /**
     * The node has tried several times to mount the volume and finds no file system on it. Nothing formats it, for it is mounted with {@code ro}.
     *
     * @param reason the cluster's words
     */
    record Blank(String reason) implements JobState {}

    /**
     * The Job can never end by itself, or its pod was lost: evicted, its node gone, refused by a quota or a policy.
     *
     * @param reason what happened, in the cluster's words
     */
    record Lost(String reason) implements JobState {}
}
