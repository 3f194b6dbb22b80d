package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Facts;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One look of all checks: what is wrong, what of that passes by itself, and what was found for the checks that follow. */
public final class CheckRound {
    private final RunContext run;
    private final Facts found = new Facts();
    private final Set<Finding> findings = new LinkedHashSet<>();
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

    /** A value, or nothing and one more finding. What can pass by itself is thrown on. */
    public <T> Optional<T> attempt(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (PermanentException e) {
            findings.addAll(e.findings());
            return Optional.empty();
        }
    }

    /**
     * What is to be waited for.
     *
     * @throws PermanentException with all that is wrong, if anything is wrong for good
     */
    List<Finding> judge() {
        if (!passing.containsAll(findings)) {
            throw new PermanentException(List.copyOf(findings), null);
        }
        return List.copyOf(passing);
    }
}
