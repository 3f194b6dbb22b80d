package io.jenkins.plugins.cinderbackup.engine;

import java.util.List;
import java.util.Map;

/** What an operation has to say of a run that is over, beside what the engine says of every run. */
public interface Conclusion {
    /** Nothing. */
    Conclusion NONE = new Conclusion() {
        @Override
        public Map<String, Object> values(RunJournal journal) {
            return Map.of();
        }

        @Override
        public List<String> lines(RunJournal journal) {
            return List.of();
        }
    };

    /** What a step returns, by the names of the documentation and in their order: texts, numbers, truth values, or null. */
    Map<String, Object> values(RunJournal journal);

    /** The same for the console, in lines. */
    List<String> lines(RunJournal journal);
}
