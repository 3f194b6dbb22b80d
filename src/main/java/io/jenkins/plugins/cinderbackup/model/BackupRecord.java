package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What Cinder needs to know a backup again that its database has lost. It holds no data of the backup: that is where the backup driver has put it.
 *
 * @param id the id of the backup, which it keeps
 * @param parentId the id of the backup that it builds on, or null if it is a full one
 * @param name its name; may be empty
 * @param sizeGiB the size with which the quota counts it, in GiB
 * @param text the record as Cinder writes and reads it, a JSON object. It is no secret, but names users and projects: not for consoles
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/#export-a-backup">Block Storage API, export a backup</a>
 */
public record BackupRecord(String id, @CheckForNull String parentId, String name, long sizeGiB, String text) {
    /** As a user reads it in a sentence. */
    public String describe() {
        return "backup " + (name.isEmpty() ? "" : name + " ") + "(" + id + ")";
    }

    /** Without what consoles should not have. */
    @Override
    public String toString() {
        return describe();
    }
}
