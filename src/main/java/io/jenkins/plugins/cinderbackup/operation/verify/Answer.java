package io.jenkins.plugins.cinderbackup.operation.verify;

/**
 * What one check of a verification has found out. One that could not be made has none.
 *
 * @param check its name in what the step returns
 * @param passed whether all was as it should be
 * @param seconds how long it took
 * @param detail what it has found, in restic's words where it is restic that has
 */
public record Answer(String check, boolean passed, long seconds, String detail) {}
