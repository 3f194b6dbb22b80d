package io.jenkins.plugins.cinderbackup.operation.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import java.util.List;

/**
 * The Cinder snapshot that was kept of the backup, and what of it was backed up.
 *
 * @param id the Cinder snapshot
 * @param sizeGiB the size of a volume that is made from it
 * @param paths of the backup, as in the container
 * @param excludes the backup's patterns, as in the container
 * @param again whether the backup is a copy from another repository, or its tags were changed: nobody can tell the two apart
 * @param files how many files the backup has, as restic has counted them when it made it; null where it did not write that down, before 0.17
 * @param bytes how many bytes these have, or null
 */
record ComparedSnapshot(
        String id,
        long sizeGiB,
        List<String> paths,
        List<String> excludes,
        boolean again,
        @CheckForNull Long files,
        @CheckForNull Long bytes) {
    /** Known once the backup is found. */
    static final Fact<ComparedSnapshot> FACT = new Fact<>("comparedSnapshot", ComparedSnapshot.class);

    ComparedSnapshot {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
    }

    static ComparedSnapshot of(RunContext run) {
        return run.fact(FACT).orElseThrow();
    }

    /** As a user reads it. */
    String describe() {
        return "Cinder snapshot " + id;
    }
}
