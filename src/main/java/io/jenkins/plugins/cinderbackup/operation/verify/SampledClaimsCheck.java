package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.cluster.LabelledClaims;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the PVCs: those that no verification was for first, then those for which the last one is the oldest, so that each has its turn; by lot where that leaves
 * it open. Whatever came of it counts: one that cannot be verified, such as one without a backup, would keep the others from theirs.
 */
record SampledClaimsCheck(ProofSamplePlan plan) implements Check {
    private static final Fact<SampledClaims> SEEN = new Fact<>("labelledClaims", SampledClaims.class);

    @Override
    public void check(CheckRound round) {
        Rehearsal rehearsal = new Rehearsal(List.of(), Map.of(plan.namespace(), List.of(LabelledClaims.LISTING)));
        round.attempt(() -> round.run().cluster().check(rehearsal)).ifPresent(round::wrong);
        round.attempt(() -> plan.claims().find(round.run(), "to verify"))
                .ifPresent(names -> round.put(SEEN, new SampledClaims(names)));
    }

    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCluster(run);
        plan.each().remarks().forEach(run::caution);
        List<String> all = round.get(SEEN).orElseThrow().names();
        List<String> chosen = choose(run, all);
        run.note("Verifying " + chosen.size() + " of the " + all.size() + " " + plan.describeSubject() + ": "
                + String.join(", ", chosen));
        run.found(SampledClaims.FACT, new SampledClaims(chosen));
    }

    private List<String> choose(RunContext run, List<String> all) {
        List<String> lots = new ArrayList<>(all);
        Collections.shuffle(lots);
        Map<String, Instant> tried = new HashMap<>();
        lots.forEach(claim -> tried.put(claim, lastTrial(run, claim)));
        return lots.stream()
                .sorted(Comparator.comparing(tried::get))
                .limit(plan.sample())
                .sorted()
                .toList();
    }

    private Instant lastTrial(RunContext run, String claim) {
        return run.catalog()
                .lastTrial(plan.source(claim), plan.each().repository())
                .orElse(Instant.MIN);
    }
}
