package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong, for all of it to be said at once. */
final class Problems {
    private final List<Finding> findings = new ArrayList<>();

    void add(Optional<Finding> problem) {
        problem.ifPresent(findings::add);
    }

    void add(String message, String... hints) {
        findings.add(Finding.of(message, hints));
    }

    void addFindings(List<Finding> problems) {
        findings.addAll(problems);
    }

    /** Sentences that say already what to do. */
    void addAll(List<String> sentences) {
        sentences.forEach(sentence -> findings.add(Finding.of(sentence)));
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /** @throws PermanentException with all that was added, if anything was */
    void throwIfAny() {
        if (!findings.isEmpty()) {
            throw new PermanentException(findings, null);
        }
    }
}
