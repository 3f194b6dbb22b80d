package io.jenkins.plugins.cinderbackup.model;

/**
 * Who started a run.
 *
 * @param jenkins the instance id of the controller; a copy of its home has the same one
 * @param job the full name of the job, with its folders
 * @param build the number of the build
 */
public record Origin(String jenkins, String job, String build) {}
