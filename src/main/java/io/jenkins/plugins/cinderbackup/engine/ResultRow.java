package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * One line of what a run has come to, as pages show it.
 *
 * @param label what it is, such as {@code Source volume}
 * @param id what a user copies, such as the id of a volume, or null
 * @param text what a user reads, or null
 */
public record ResultRow(
        String label, @CheckForNull String id, @CheckForNull String text) {
    /** Something to read. */
    public static ResultRow ofText(String label, String text) {
        return new ResultRow(label, null, text);
    }

    /** Something to copy. */
    public static ResultRow ofId(String label, String id) {
        return new ResultRow(label, id, null);
    }

    /**
     * One of each.
     *
     * @param ids a list of them, as a step returns it; or null
     */
    public static List<ResultRow> ofIds(String label, @CheckForNull Object ids) {
        return ids instanceof List<?> all
                ? all.stream().map(id -> ofId(label, String.valueOf(id))).toList()
                : List.of();
    }

    // Pages ask for properties, and a record has none

    public String getLabel() {
        return label;
    }

    @CheckForNull
    public String getId() {
        return id;
    }

    @CheckForNull
    public String getText() {
        return text;
    }
}
