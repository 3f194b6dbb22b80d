package io.jenkins.plugins.cinderbackup.model;

/** How many of something, in words for users: {@code 1 backup}, {@code 2 backups}. */
public final class Count {
    private Count() {}

    /** @param noun what is counted, in the singular; its plural ends in an s */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
