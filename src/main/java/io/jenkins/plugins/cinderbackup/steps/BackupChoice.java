package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import io.jenkins.plugins.cinderbackup.restic.TagSyntax;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which backup a user means, as written in a Pipeline or a form.
 *
 * @param backup the word or the id
 * @param before the instant as text, or null
 * @param tags the tags that it must have
 */
record BackupChoice(
        @NonNull String backup,
        @CheckForNull String before,
        @NonNull List<String> tags) {
    private static final int SHOWN = 80;
    /** With its dashes: without them it could be the beginning of a restic id. */
    private static final Pattern CINDER_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Whether a Cinder snapshot is named and no backup in the repository. */
    boolean isCinderSnapshot() {
        return CINDER_ID.matcher(backup).matches();
    }

    /** The Cinder snapshot that is named, or null. */
    @CheckForNull
    String cinderSnapshotId() {
        return isCinderSnapshot() ? backup : null;
    }

    /** All that is wrong with the values, as sentences. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(TagSyntax.problems("tags", tags));
        Instant instant = null;
        try {
            instant = instant();
        } catch (DateTimeParseException e) {
            problems.add("before is '" + Printable.text(String.valueOf(before), SHOWN)
                    + "': it must be an instant such as 2026-03-01T04:00:00Z.");
        }
        if (!isCinderSnapshot()) {
            problems.addAll(new SnapshotChoice(backup, instant, List.of()).problems());
        } else if (before != null || !tags.isEmpty()) {
            problems.add("before or tags: backup already names one Cinder snapshot. Leave one of them out.");
        }
        return problems;
    }

    /** The choice in the repository, of values without problems. */
    SnapshotChoice inRepository() {
        return isCinderSnapshot()
                ? new SnapshotChoice(SnapshotChoice.LATEST, null, List.of())
                : new SnapshotChoice(backup, instant(), tags);
    }

    @CheckForNull
    private Instant instant() {
        return before == null ? null : Instant.parse(before);
    }
}
