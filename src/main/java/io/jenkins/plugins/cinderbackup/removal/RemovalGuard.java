package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.util.Optional;

/** Says of a journal whether what it names is somebody's still, and then is not touched. */
interface RemovalGuard {
    /** Whether its run goes on here. */
    boolean goesOn(RunJournal journal);

    /** Why nothing of it is removed before its hard end, if that is so. */
    Optional<String> waitsFor(RunJournal journal);
}
