package io.jenkins.plugins.cinderbackup.model;

import java.time.Instant;
import java.util.List;

/**
 * All that carries our mark in one cloud or cluster.
 *
 * @param serverTime what the server's clock said before it was looked through: a second witness beside our own clock, which may have jumped
 * @param objects what was found
 * @param gaps what could not be looked through, and what to do
 */
public record ScanResult(Instant serverTime, List<MarkedObject> objects, List<Finding> gaps) {
    public ScanResult {
        objects = List.copyOf(objects);
        gaps = List.copyOf(gaps);
    }
}
