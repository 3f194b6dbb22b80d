package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import java.util.EnumSet;
import java.util.Set;

/** The parts of the test in their order. */
enum TestPart {
    CLEANING("CleaningBefore", "Clean up before the test"),
    VOLUME("CreatingVolume", "Create empty volume"),
    WRITE("WritingData", "Write data to the volume"),
    BACKUP("BackingUp", "Create backup from volume"),
    RESTORE("Restoring", "Restore volume from backup"),
    COMPARE("ComparingData", "Compare restored data"),
    WRITE_MORE("WritingMoreData", "Write more data to the volume"),
    INCREMENT("BackingUpIncrement", "Create incremental backup"),
    RESTORE_INCREMENT("RestoringIncrement", "Restore volume from incremental backup"),
    COMPARE_INCREMENT("ComparingIncrement", "Compare data restored from incremental backup");

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
    static Set<TestPart> standard() {
        return EnumSet.of(CLEANING, VOLUME, BACKUP, RESTORE);
    }

    /** Whether its end says something of the cloud's backups only where the data differ: a pod that cannot be had does not. */
    boolean isOfData() {
        return EnumSet.of(WRITE, COMPARE, WRITE_MORE, COMPARE_INCREMENT).contains(this);
    }
}
