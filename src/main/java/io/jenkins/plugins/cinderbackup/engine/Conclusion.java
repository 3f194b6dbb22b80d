package io.jenkins.plugins.cinderbackup.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operation has to say of a run, under way or over, beside what the engine says of every run. */
public interface Conclusion {
    /** Nothing. */
    Conclusion NONE = journal -> Map.of();

    /** What a step returns, by the names of the documentation and in their order: texts, numbers, truth values, lists and maps of them, or null. */
    Map<String, Object> values(RunJournal journal);

    /** The same for the console, in lines. */
    default List<String> lines(RunJournal journal) {
        return List.of();
    }

    /** What a run that has failed or was aborted leaves open, in a sentence for who reads why; empty if that says all. */
    default Optional<String> leftOpen(RunJournal journal) {
        return Optional.empty();
    }

    /** What it has come to for pages, which have nothing but the {@linkplain #values values}. */
    default List<ResultRow> rows(Map<String, ?> values) {
        return List.of();
    }

    /** The most important of it in a few words, for lists of runs; empty if there is nothing to say. */
    default Optional<String> summary(Map<String, ?> values) {
        return Optional.empty();
    }
}
