package io.jenkins.plugins.cinderbackup.phase;

import java.time.Duration;

/**
 * A limit that a user sets.
 *
 * @param setting its name, such as {@code snapshot.timeout}
 */
public record Patience(Duration limit, String setting) {}
