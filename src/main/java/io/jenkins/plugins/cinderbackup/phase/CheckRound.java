package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Facts;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One look of all checks: what is wrong, what of that passes by itself, and what was found for the checks that follow. */
public final class CheckRound {
    private final RunContext run;
    private final Facts found = new Facts();
    private final Findings findings = new Findings();
    private final List<Finding> passing = new ArrayList<>();

    CheckRound(RunContext run) {
        this.run = run;
    }

    /** The run, before it creates anything. */
    public RunContext run() {
        return run;
    }

    /** What an earlier check has found, in this round. */
    public <T> Optional<T> get(Fact<T> fact) {
        return found.get(fact);
    }

    /** Keeps what was found, for the checks that follow in this round. */
    public <T> void put(Fact<T> fact, T value) {
        found.put(fact, value);
    }

    /** Adds what is wrong for good. */
    public void wrong(Collection<Finding> more) {
        findings.addAll(more);
    }

    /** Adds what is wrong and passes by itself: that is waited for. */
    public void passing(Collection<Finding> more) {
        findings.addAll(more);
        passing.addAll(more);
    }

    /** See {@link Findings#attempt}. */
    public <T> Optional<T> attempt(Supplier<T> look) {
        return findings.attempt(look);
    }

    /**
     * What is to be waited for.
     *
     * @throws io.jenkins.plugins.cinderbackup.model.PermanentException with all that is wrong, if anything is wrong for good
     */
    List<Finding> judge() {
        if (!passing.containsAll(findings.list())) {
            throw findings.exception();
        }
        return List.copyOf(passing);
    }
}
