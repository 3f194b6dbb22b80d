package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Finding;
import java.util.List;

/** How a run gets into its cloud, its cluster and its repository. */
public interface RunAccess {
    /** For who only removes: what is wrong shows in each call. */
    RunAccess UNCHECKED = new RunAccess() {
        @Override
        public List<Finding> findings() {
            return List.of();
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void beforeLook(RunContext run) {
            // See above
        }
    };

    /** What is wrong with the credentials; empty if nothing is. */
    List<Finding> findings();

    /** What is to be said of them, once they have been looked at. */
    List<String> notes();

    /** Called at the beginning of each look. Must not fail for what a phase would say better. */
    void beforeLook(RunContext run);
}
