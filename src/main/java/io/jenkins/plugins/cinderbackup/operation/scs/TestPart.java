package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import java.util.Arrays;
import java.util.List;

/** The parts of the test in their order. */
enum TestPart {
    CLEANING("CleaningBefore", "Clean up before the test"),
    VOLUME("CreatingVolume", "Create empty volume"),
    BACKUP("BackingUp", "Create backup from volume"),
    RESTORE("Restoring", "Restore volume from backup"),
    INCREMENT("BackingUpIncrement", "Create incremental backup"),
    RESTORE_INCREMENT("RestoringIncrement", "Restore volume from incremental backup");

    private final PhaseId id;
    private final String title;

    TestPart(String id, String title) {
        this.id = new PhaseId(id);
        this.title = title;
    }

    /** The name of its phase. */
    PhaseId id() {
        return id;
    }

    /** What it tries, in the words of the standard's own script where that tries it too. */
    String title() {
        return title;
    }

    /** Those that the standard asks for. */
    static List<TestPart> standard() {
        return Arrays.asList(values()).subList(0, RESTORE.ordinal() + 1);
    }
}
