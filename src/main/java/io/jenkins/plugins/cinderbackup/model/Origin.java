package io.jenkins.plugins.cinderbackup.model;

import java.util.regex.Pattern;

/**
 * Who started a run.
 *
 * @param jenkins the instance id of the controller; a copy of its home has the same one
 * @param job the full name of the job, with its folders
 * @param build the number of the build
 */
public record Origin(String jenkins, String job, String build) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    public Origin {
        if (!NUMBER.matcher(build).matches()) {
            throw new IllegalArgumentException("The number of a build is digits, not '" + build + "'.");
        }
    }
}
