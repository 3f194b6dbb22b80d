package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.restic.Progress;
import java.time.Duration;

/** Something that a user wants to know while a run goes on. Texts are one line and may quote servers; who prints them neutralises them. */
public sealed interface BackupEvent {
    /** A phase began. */
    record PhaseEntered(PhaseName phase) implements BackupEvent {}

    /** Something was done, or found. */
    record Note(String text) implements BackupEvent {}

    /** Something is not as it should be; the run goes on. */
    record Warning(String text) implements BackupEvent {}

    /** A call failed and is tried again. */
    record Retrying(String text, Duration after) implements BackupEvent {}

    /** restic is at work. */
    record Working(Progress progress) implements BackupEvent {}

    /** The run failed and is cleaned up now. */
    record Failed(Failure failure) implements BackupEvent {}

    /** The run is over. */
    record Finished(BackupReport report) implements BackupEvent {}
}
