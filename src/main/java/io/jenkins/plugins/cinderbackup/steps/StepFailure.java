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

    /** What is wrong where a run was not over, and nothing is there to go on from. */
    static Finding journalLost(String run, String operation) {
        return Finding.of(
                "The journal of run " + run + " is not there any more, so the " + operation + " cannot go on.",
                "look for what carries this run id in OpenStack and Kubernetes",
                "was the Jenkins home restored from a copy?");
    }
}
