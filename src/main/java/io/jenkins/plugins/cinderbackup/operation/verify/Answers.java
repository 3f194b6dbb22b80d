package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the checks of a verification have found out so far, in their order. */
record Answers(List<Answer> all) {
    /** Known once one has. */
    static final Fact<Answers> FACT = new Fact<>("answers", Answers.class);

    private static final Answers NONE = new Answers(List.of());

    Answers {
        all = List.copyOf(all);
    }

    static Answers of(RunJournal journal) {
        return journal.facts().get(FACT).orElse(NONE);
    }

    /** Takes note of what the check of this phase has found. It is written down with what is next: the end of restic, or the failure. */
    static void add(RunContext run, String check, boolean passed, String detail) {
        long seconds = Duration.between(run.journal().phaseSince(), run.now()).toSeconds();
        List<Answer> all = new ArrayList<>(of(run.journal()).all);
        all.removeIf(known -> known.check().equals(check));
        all.add(new Answer(check, passed, seconds, run.masked(detail)));
        run.journal().facts().put(FACT, new Answers(all));
    }
}
