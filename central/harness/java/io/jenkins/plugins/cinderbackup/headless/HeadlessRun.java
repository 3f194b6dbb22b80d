package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.Result;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A build that runs until a test says how it ended. */
public final class HeadlessRun extends Run<HeadlessJob, HeadlessRun> {
    private volatile boolean building = true;
    /** What another plugin's action does to whoever saves the build, or null. */
    private volatile RuntimeException unsavable;

    private volatile Duration saving = Duration.ZERO;
    private final AtomicInteger saves = new AtomicInteger();

    HeadlessRun(HeadlessJob job) throws IOException {
        super(job);
        Files.createDirectories(getRootDir().toPath());
    }

    /** Ends the build with this result, or a worse one that it has already. */
    public void finish(Result outcome) {
        setResult(outcome);
        building = false;
    }

    /** Deletes the build, as somebody may once it has ended. */
    public void delete() throws IOException {
        try (Stream<Path> files = Files.walk(getRootDir().toPath())) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    /** From now on the build cannot be saved, as with an action of another plugin that throws; null: it can. */
    public void cannotBeSaved(RuntimeException why) {
        unsavable = why;
    }

    /** How often the build was saved. */
    public int saves() {
        return saves.get();
    }

    /** From now on each save takes so long, as that of a build with much on its page. */
    public void takesToSave(Duration time) {
        saving = time;
    }

    @Override
    public synchronized void save() throws IOException {
        if (unsavable != null) {
            throw unsavable;
        }
        LockSupport.parkNanos(saving.toNanos());
        saves.incrementAndGet();
        // As Jenkins does, which makes the folder of a build anew that was deleted
        Files.createDirectories(getRootDir().toPath());
        Files.writeString(getRootDir().toPath().resolve("build.xml"), "<build/>");
    }

    @Override
    public boolean isBuilding() {
        return building;
    }
}
