package io.jenkins.plugins.cinderbackup.removal;

/** Whether a run that this process does not drive may still belong to a build. */
public enum RunOwner {
    /** Its build goes on, so the run may go on with it, or the build has not got its result yet. */
    GOES_ON,
    /** Its build is over, or was deleted, or has the run's result: what the run has left is nobody's. */
    OVER,
    /** There is no job of that name, or it is another one than the run's: the build may go on under another name. */
    UNKNOWN
}
