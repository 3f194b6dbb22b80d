package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.function.Function;

/**
 * Whether the cluster would let the run make its objects. It is asked with made-up ids where the real ones are not known, so that a permission is not
 * missed only in the next build.
 *
 * @param rehearsal the objects as far as they are known
 */
public record ClusterCheck(Function<CheckRound, Rehearsal> rehearsal) implements Check {
    @Override
    public void check(CheckRound round) {
        round.attempt(() -> round.run().cluster().check(rehearsal.apply(round))).ifPresent(round::wrong);
    }
}
