package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of the test that have come to a good end.
 *
 * @param parts their names
 */
record PassedParts(List<String> parts) {
    /** Known once one has. */
    static final Fact<PassedParts> FACT = new Fact<>("passedParts", PassedParts.class);

    PassedParts {
        parts = List.copyOf(parts);
    }

    private static PassedParts of(RunJournal journal) {
        return journal.facts().get(FACT).orElse(new PassedParts(List.of()));
    }

    static boolean has(RunJournal journal, TestPart part) {
        return of(journal).parts.contains(part.name());
    }

    static PassedParts with(RunJournal journal, TestPart part) {
        List<String> all = new ArrayList<>(of(journal).parts);
        all.add(part.name());
        return new PassedParts(all);
    }
}
