package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.ItemGroup;
import hudson.model.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A job whose builds a test starts by hand. */
@SuppressWarnings("unchecked") // the raw getParent
public final class HeadlessJob extends Job<HeadlessJob, HeadlessRun> {
    private final SortedMap<Integer, HeadlessRun> builds = new ConcurrentSkipListMap<>();

    HeadlessJob(ItemGroup<?> parent, String name) {
        super(parent, name);
    }

    /** Starts the next build, with a folder of its own. */
    public HeadlessRun build() {
        try {
            HeadlessRun run = new HeadlessRun(this);
            builds.put(run.getNumber(), run);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a build. */
    public void delete(HeadlessRun run) {
        removeRun(run);
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, HeadlessRun> _getRuns() {
        return Collections.unmodifiableSortedMap(builds);
    }

    @Override
    protected void removeRun(HeadlessRun run) {
        builds.remove(run.getNumber());
    }
}
