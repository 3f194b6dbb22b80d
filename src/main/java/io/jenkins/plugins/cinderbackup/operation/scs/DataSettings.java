package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.model.JobSettings;

/**
 * How a test of volume backups writes data to a volume, and compares what comes back: through pods of a cluster.
 *
 * @param job how their Jobs are made; the image must have {@code sh}, {@code head} and {@code sha256sum}, as restic's own has
 */
public record DataSettings(JobSettings job) {}
