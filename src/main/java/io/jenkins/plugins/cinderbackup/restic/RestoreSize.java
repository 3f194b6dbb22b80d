package io.jenkins.plugins.cinderbackup.restic;

/**
 * What a whole restore writes, by the repository; counted as in {@link RestoreSummary}.
 *
 * @param snapshots of how many snapshots; 0 if there is none of that id
 * @param files     files, folders and all else
 * @param bytes     what is in them
 */
public record RestoreSize(long snapshots, long files, long bytes) {}
