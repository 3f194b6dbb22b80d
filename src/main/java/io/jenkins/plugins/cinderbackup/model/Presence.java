package io.jenkins.plugins.cinderbackup.model;

/** What a look-up says of an object that is to be removed. */
public enum Presence {
    /** It exists and nothing removes it. */
    PRESENT,
    /** It exists and is marked to outlive its run: nothing removes it. */
    KEPT,
    /** It exists and its deletion is under way. */
    DELETING,
    /** The server says that there is no such object. */
    GONE
}
