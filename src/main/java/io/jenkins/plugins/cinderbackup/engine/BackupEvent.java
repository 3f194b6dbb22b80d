package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.restic.Progress;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Something that a user wants to know while a run goes on. Texts are one line and may quote servers; who prints them neutralises them. */
public sealed interface BackupEvent {
    /** The same with a text of its own changed; what it has from the journal stays. */
    default BackupEvent map(UnaryOperator<String> change) {
        return this;
    }

    /** A phase began. */
    record PhaseEntered(PhaseName phase) implements BackupEvent {}

    /** Something was done, or found. */
    record Note(String text) implements BackupEvent {
        @Override
        public Note map(UnaryOperator<String> change) {
            return new Note(change.apply(text));
        }
    }

    /** Something is not as it should be; the run goes on. */
    record Warning(String text) implements BackupEvent {
        @Override
        public Warning map(UnaryOperator<String> change) {
            return new Warning(change.apply(text));
        }
    }

    /** A call failed and is tried again. */
    record Retrying(String text, Duration after) implements BackupEvent {
        @Override
        public Retrying map(UnaryOperator<String> change) {
            return new Retrying(change.apply(text), after);
        }
    }

    /** restic is at work. */
    record Working(Progress progress) implements BackupEvent {}

    /** The run failed and is cleaned up now. */
    record Failed(Failure failure) implements BackupEvent {}

    /** The run is over. */
    record Finished(BackupReport report) implements BackupEvent {}
}
