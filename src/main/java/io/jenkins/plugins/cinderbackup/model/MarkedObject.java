package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * An object that carries our mark, whichever run's it is, as one look-up saw it.
 *
 * @param kind what it is
 * @param namespace the Kubernetes namespace, or null where there is none
 * @param name its name
 * @param id the Cinder id, or the uid in Kubernetes
 * @param state what the server says of it, such as {@code available}; empty where there is nothing to say
 * @param sizeGiB its size in GiB, or 0 where it has none of its own
 * @param createdAt when the server made it, or null if it does not say
 * @param tags our tags on it, or null if they are not whole: then nobody knows whose it is
 * @param kept whether it is marked to outlive its run
 */
public record MarkedObject(
        ResourceKind kind,
        @CheckForNull String namespace,
        String name,
        String id,
        String state,
        long sizeGiB,
        @CheckForNull Instant createdAt,
        @CheckForNull Ownership tags,
        boolean kept) {

    /** Where it is kept: what for, and who removes it. */
    public String whyKept() {
        if (kind == ResourceKind.BACKUP) {
            return "A backup by Cinder: the retention of its volume removes it, or `cinderVolumeBackupDelete`.";
        }
        return kind == ResourceKind.SNAPSHOT && !name.startsWith(KeepMark.BEFORE_RESTORE)
                ? "Kept for local restore: only the retention of its source removes it."
                : "Left to you by a restore: nothing removes it but you.";
    }

    /** The object as something that is to be removed. */
    public TrackedResource tracked(Instant now) {
        return TrackedResource.intended(kind, namespace, name, now).created(id, now);
    }
}
