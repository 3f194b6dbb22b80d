package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import java.util.Map;

/** The mark on an object that outlives its run: from then on nothing of ours removes it, whatever a journal says. */
public final class KeepMarks {
    private KeepMarks() {}

    /**
     * Marks a volume, a backup, a PVC or a PV, and writes that down. Once more changes nothing.
     *
     * @throws PermanentException also if there is no such object any more
     */
    public static void mark(RunContext run, TrackedResource resource) {
        switch (resource.kind()) {
            case VOLUME -> markVolume(run, resource.id());
            case BACKUP -> run.backups().keepBackup(resource.id());
            default -> run.cluster().keep(resource, run.journal().run());
        }
        run.move(resource, State.KEPT);
    }

    /** One from a backup carries all that the volume did that was backed up, tags of ours included: it goes with the same call that makes the mark. */
    private static void markVolume(RunContext run, String id) {
        if (run.fact(RestoredBackup.FACT).isPresent()) {
            run.backups().rewriteMetadata(id, Map.of(), run.journal().ownership());
        } else {
            run.storage().keepVolume(id);
        }
    }
}
