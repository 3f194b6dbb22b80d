package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/** Which tags restic takes as they are written. */
public final class TagSyntax {
    private static final int SHOWN = 60;

    private TagSyntax() {}

    /**
     * All that is wrong with the tags, as sentences; empty if nothing is. restic splits an argument at each comma, so that a tag with one would
     * become two; it also trims blanks.
     *
     * @param field how the user calls the list, such as {@code tags}
     */
    @NonNull
    public static List<String> problems(@NonNull String field, @NonNull List<String> tags) {
        List<String> problems = new ArrayList<>();
        for (String tag : tags) {
            String shown = field + ": the tag '" + Printable.text(tag, SHOWN) + "' ";
            if (tag.isBlank()) {
                problems.add(field + ": a tag is empty. Remove it.");
            } else if (tag.indexOf(',') >= 0) {
                problems.add(shown
                        + "has a comma, at which restic would split it. Write two tags, or use another character.");
            } else if (!tag.equals(tag.strip())) {
                problems.add(shown + "begins or ends with a blank, which restic would drop. Remove it.");
            } else if (tag.chars().anyMatch(Character::isISOControl)) {
                problems.add(shown + "has a control character. Remove it.");
            }
        }
        return problems;
    }
}
