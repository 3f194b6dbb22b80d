package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/** One page of a list that may have thousands of rows. */
public final class Paging<T> {
    private final List<T> all;
    private final int size;
    private final int page;

    /**
     * @param size how many rows a page has
     * @param wanted which page, from 1, as a request has it; the first one if it is no number, and the nearest one if there is no such page
     */
    public Paging(@NonNull List<T> all, int size, @CheckForNull String wanted) {
        this.all = all;
        this.size = size;
        boolean number = wanted != null && wanted.matches("\\d{1,6}");
        this.page = Math.max(1, Math.min(number ? Integer.parseInt(wanted) : 1, getPages()));
    }

    /** What is on the page. */
    @NonNull
    public List<T> getRows() {
        return all.subList((page - 1) * size, Math.min(page * size, all.size()));
    }

    /** How many rows there are on all pages. */
    public int getTotal() {
        return all.size();
    }

    /** Its number, from 1. */
    public int getPage() {
        return page;
    }

    /** How many pages there are; one at least. */
    public int getPages() {
        return Math.max(1, (all.size() + size - 1) / size);
    }
}
