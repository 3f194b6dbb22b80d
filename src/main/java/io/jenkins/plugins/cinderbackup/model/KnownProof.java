package io.jenkins.plugins.cinderbackup.model;

import java.time.Instant;

/**
 * What a verification has shown, as the catalog knows it.
 *
 * @param at when it was over
 * @param good whether all was as it should be
 */
public record KnownProof(Instant at, boolean good) {}
