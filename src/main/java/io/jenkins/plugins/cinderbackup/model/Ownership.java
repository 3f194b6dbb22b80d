package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * What is written on every object that a run creates, so that its owner can be found again without a journal. Nothing without
 * these tags is ever deleted, and nothing before {@code mayLiveUntil} by anybody but its own run.
 *
 * @param origin who started the run
 * @param run the run
 * @param sourceVolume id of the Cinder volume that is backed up, or null where the operation has none
 * @param createdAt when the run began
 * @param mayLiveUntil the run's hard end; the engine ends the run by then
 */
public record Ownership(
        Origin origin, RunId run, @CheckForNull String sourceVolume, Instant createdAt, Instant mayLiveUntil) {}
