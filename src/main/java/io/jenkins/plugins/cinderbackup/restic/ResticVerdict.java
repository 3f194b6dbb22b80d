package io.jenkins.plugins.cinderbackup.restic;

/** How an invocation of restic ended. */
public enum ResticVerdict {
    /** Exit 0. A backup may still say nothing of a snapshot. */
    SUCCESS,
    /** Exit 3, or {@linkplain ResticOutput#missingPaths missing paths}: the snapshot was made, but some files or paths could not be read; in a forget of 0.19, some snapshots could not be removed. */
    INCOMPLETE,
    /** There is no repository at the location. */
    NO_REPOSITORY,
    /** {@code init} found one already there, so that somebody else was faster. */
    REPOSITORY_EXISTS,
    /** Somebody else holds a lock. */
    LOCKED,
    /** No key of the repository opens with the password. */
    WRONG_PASSWORD,
    /** What opens the repository does not fit together, as after two that initialised it at the same moment. */
    CONFIG_DAMAGED,
    /** A check has found that something of the repository is missing or is not what was written. */
    DAMAGED,
    /** The storage, or the pod's own disk, is full. */
    OUT_OF_SPACE,
    /** The storage refuses the keys or the operation. */
    ACCESS_DENIED,
    /** The storage does not answer, or not with a certificate that is trusted. */
    UNREACHABLE,
    /** None of the paths exists on the volume. */
    ALL_PATHS_MISSING,
    /** No snapshot in the repository has this id any more. */
    NO_SNAPSHOT,
    /** This restic is older than an option that it was given. */
    UNKNOWN_OPTION,
    /** Exit 130 or 143, or 1 by what that breaks off: told to end. */
    INTERRUPTED,
    /** Exit 137: ended by force, for its memory or with its node. */
    KILLED,
    /** Anything else, an unknown exit code included. */
    FAILURE
}
