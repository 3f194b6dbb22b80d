package io.jenkins.plugins.cinderbackup.restic;

/**
 * What restic says of a restore, to be believed only if it ended well.
 *
 * @param files   files, folders and all else that was to be restored, what was there already included
 * @param bytes   what is in them
 * @param written those of the bytes that were not there as they are in the backup
 * @param deleted what was removed since the backup does not have it
 */
public record RestoreSummary(long files, long bytes, long written, long deleted) {}
