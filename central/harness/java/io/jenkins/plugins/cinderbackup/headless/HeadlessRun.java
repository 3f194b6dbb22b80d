package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;

/** A build that runs until a test says how it ended. */
public final class HeadlessRun extends Run<HeadlessJob, HeadlessRun> {
    private volatile boolean building = true;

    HeadlessRun(HeadlessJob job) throws IOException {
        super(job);
        Files.createDirectories(getRootDir().toPath());
    }

    /** Ends the build with this result, or a worse one that it has already. */
    public void finish(Result outcome) {
        setResult(outcome);
        building = false;
    }

    @Override
    public boolean isBuilding() {
        return building;
    }
}
