package io.jenkins.plugins.cinderbackup.steps;

import hudson.AbortException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.page.FailureMessage;
import java.util.List;

/** The end of a build step that cannot begin or go on. */
final class StepFailure {
    private StepFailure() {}

    /** @param operation the kind of its operation */
    static AbortException of(String operation, List<Finding> findings) {
        return new AbortException(FailureMessage.of(operation, findings));
    }
}
