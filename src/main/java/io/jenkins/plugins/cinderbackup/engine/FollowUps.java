package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What follows a run that only finds what is to be done: runs of their own, each with its journal, which begin together once it has succeeded. Its journal is kept until
 * all of them are over.
 */
public interface FollowUps {
    /** Nothing, as of all runs that do themselves what they are to do. */
    FollowUps NONE = new FollowUps() {
        @Override
        public List<RunId> runs(RunJournal found) {
            return List.of();
        }

        @Override
        public RunJournal begin(RunJournal found, RunId run, Instant now) {
            throw new IllegalStateException("Nothing follows run " + found.run());
        }

        @Override
        public Map<String, Object> values(Map<String, ?> found, List<Map<String, Object>> each) {
            return Map.of();
        }
    };

    /** Those runs, the same whenever it is asked for, in the order in which a user reads them; none until they are known. */
    List<RunId> runs(RunJournal found);

    /** One of them, before it begins. */
    RunJournal begin(RunJournal found, RunId run, Instant now);

    /**
     * What the step returns of all of them together, beside its result and its warnings.
     *
     * @param found the {@linkplain Conclusion#values values} of the run that they follow
     * @param each what a step would return of each, in their order
     */
    Map<String, Object> values(Map<String, ?> found, List<Map<String, Object>> each);
}
