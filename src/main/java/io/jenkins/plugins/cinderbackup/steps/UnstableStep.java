package io.jenkins.plugins.cinderbackup.steps;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step of a Pipeline that has done its work, and not as it should. */
final class UnstableStep {
    private UnstableStep() {}

    /** Shows the step and its build as unstable. */
    static void mark(StepContext context, String why) throws IOException, InterruptedException {
        context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(why));
        context.get(Run.class).setResult(Result.UNSTABLE);
    }
}
