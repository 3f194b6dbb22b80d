package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;

/** Whether the cloud can be reached; takes note of which one it is. */
record CloudSite() implements Check {
    @Override
    public void check(CheckRound round) {
        round.attempt(round.run().storage()::site);
    }

    @Override
    public void passed(CheckRound round) {
        SiteCheck.beginAtCloud(round.run());
    }
}
