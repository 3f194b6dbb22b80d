package io.jenkins.plugins.cinderbackup.model;

import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;

/**
 * The project's limits of Cinder's own backups and what is used of them.
 *
 * @param gigabytes Cinder counts each backup with its volume's size, an increment too
 */
public record BackupQuota(Limit backups, Limit gigabytes) {}
