package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import java.util.List;

/** The procedures: lists of phases over one engine, one journal and one clean-up. */
public final class Procedures {
    private Procedures() {}

    /** From a snapshot of the source to a restic backup of it, and nothing left behind. */
    public static List<Phase> backup() {
        return List.of(
                new Pending(),
                new CreatingSnapshot(),
                new CreatingVolume(),
                new CreatingPvc(),
                new Backup(),
                new Retention(),
                new Cleanup());
    }
}
