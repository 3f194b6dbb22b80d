package io.jenkins.plugins.cinderbackup.engine;

/**
 * The key of something that a phase finds out, and that a later phase, a restart or the result needs.
 *
 * @param name its name in the journal
 * @param type the type of its values: a record, a text, a number or a truth value
 */
public record Fact<T>(String name, Class<T> type) {}
