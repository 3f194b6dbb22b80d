package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Instant;
import java.util.List;

/**
 * Why a run failed: its first error.
 *
 * @param phase where it happened
 * @param findings what is wrong; the first is the cause, more only where a check found several
 */
public record Failure(PhaseId phase, List<Finding> findings, Instant at) {
    public Failure {
        findings = List.copyOf(findings);
    }

    /** The cause in one line. */
    public String message() {
        return findings.get(0).message();
    }
}
