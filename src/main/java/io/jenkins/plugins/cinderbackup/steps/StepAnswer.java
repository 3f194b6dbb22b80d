package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.Map;

/** What a step returns once its run is over, where that is something else than what the run has to say. It is stored with the step's execution. */
interface StepAnswer extends Serializable {
    /**
     * Values that a Pipeline may use and keep.
     *
     * @param values what the run has to say; none where there was no run
     * @param listener for what a reader of the console should see of it
     */
    @NonNull
    Object give(@NonNull Map<String, ?> values, @NonNull TaskListener listener);
}
