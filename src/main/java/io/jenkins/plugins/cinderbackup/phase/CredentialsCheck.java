package io.jenkins.plugins.cinderbackup.phase;

/** Whether the credentials are there and make sense, said in the same breath as what is wrong with PVC, volume and permissions. */
public final class CredentialsCheck implements Check {
    @Override
    public void check(CheckRound round) {
        round.wrong(round.run().access().findings());
        round.run().access().notes().forEach(round.run()::note);
    }
}
