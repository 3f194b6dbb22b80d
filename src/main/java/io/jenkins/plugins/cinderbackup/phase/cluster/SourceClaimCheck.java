package io.jenkins.plugins.cinderbackup.phase.cluster;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;

/**
 * Whether the source PVC is there and one that can be backed up.
 *
 * @param volumeId the Cinder volume behind it as the user names it, or null if its PV says so
 */
public record SourceClaimCheck(
        String namespace, String claim, @CheckForNull String volumeId) implements Check {
    @Override
    public void check(CheckRound round) {
        round.attempt(() -> round.run().cluster().source(namespace, claim, volumeId))
                .ifPresent(source -> round.put(TemporaryClaim.SOURCE, source));
    }

    @Override
    public void passed(CheckRound round) {
        round.run()
                .found(TemporaryClaim.SOURCE, round.get(TemporaryClaim.SOURCE).orElseThrow());
    }
}
