package io.jenkins.plugins.cinderbackup.restic;

/**
 * What restic says at the end of a backup that writes nothing.
 *
 * @param newBlobs pieces of files' contents that the repository does not have; folders and what is written of files beside their contents do not count
 * @param files    how many files were read
 * @param bytes    how many bytes these have
 */
public record DryRunSummary(long newBlobs, long files, long bytes) {}
