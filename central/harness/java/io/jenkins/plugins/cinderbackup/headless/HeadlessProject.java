package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.AbstractProject;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/** A job of the freestyle kind. */
@SuppressWarnings("unchecked") // the raw getParent
public final class HeadlessProject extends AbstractProject<HeadlessProject, HeadlessBuild> {
    private final SortedMap<Integer, HeadlessBuild> builds = new TreeMap<>();

    public HeadlessProject(String name) {
        super(Jenkins.get(), name);
    }

    /** Starts the next build with these variables. */
    public HeadlessBuild build(Map<String, String> variables) throws IOException {
        HeadlessBuild build = new HeadlessBuild(this, variables);
        builds.put(build.getNumber(), build);
        return build;
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, HeadlessBuild> _getRuns() {
        return builds;
    }

    @Override
    protected void removeRun(HeadlessBuild run) {
        builds.remove(run.getNumber());
    }
}
