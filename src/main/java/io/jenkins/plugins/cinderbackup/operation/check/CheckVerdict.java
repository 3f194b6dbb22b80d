package io.jenkins.plugins.cinderbackup.operation.check;

/**
 * What a check has found out.
 *
 * @param good whether restic finds no errors
 * @param words what restic says
 */
public record CheckVerdict(boolean good, String words) {}
