package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;

/** A build that runs until a test says how it ended. */
public final class HeadlessRun extends Run<HeadlessJob, HeadlessRun> {
    private volatile boolean building = true;
    /** What another plugin's action does to whoever saves the build, or null. */
    private volatile RuntimeException unsavable;

    HeadlessRun(HeadlessJob job) throws IOException {
        super(job);
        Files.createDirectories(getRootDir().toPath());
    }

    /** Ends the build with this result, or a worse one that it has already. */
    public void finish(Result outcome) {
        setResult(outcome);
        building = false;
    }

    /** From now on the build cannot be saved, as with an action of another plugin that throws; null: it can. */
    public void cannotBeSaved(RuntimeException why) {
        unsavable = why;
    }

    @Override
    public synchronized void save() throws IOException {
        if (unsavable != null) {
            throw unsavable;
        }
        super.save();
    }

    @Override
    public boolean isBuilding() {
        return building;
    }
}
