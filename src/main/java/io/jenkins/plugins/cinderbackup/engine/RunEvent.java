package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.restic.Progress;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Something that a user wants to know while a run goes on. Texts are one line and may quote servers; who prints them neutralises them. */
public sealed interface RunEvent {
    /** The same with a text of its own changed; what it has from the journal stays. */
    default RunEvent map(UnaryOperator<String> change) {
        return this;
    }

    /** A phase began. */
    record PhaseEntered(PhaseId phase) implements RunEvent {}

    /** Something was done, or found. */
    record Note(String text) implements RunEvent {
        @Override
        public Note map(UnaryOperator<String> change) {
            return new Note(change.apply(text));
        }
    }

    /** Something is not as it should be; the run goes on. */
    record Warning(String text) implements RunEvent {
        @Override
        public Warning map(UnaryOperator<String> change) {
            return new Warning(change.apply(text));
        }
    }

    /** A call failed and is tried again. */
    record Retrying(String text, Duration after) implements RunEvent {
        @Override
        public Retrying map(UnaryOperator<String> change) {
            return new Retrying(change.apply(text), after);
        }
    }

    /** restic is at work. */
    record Working(Progress progress) implements RunEvent {}

    /** The run failed and is cleaned up now. */
    record Failed(Failure failure) implements RunEvent {}

    /** The run is over. */
    record Finished(RunReport report) implements RunEvent {}
}
