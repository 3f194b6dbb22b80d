package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.KnownProof;
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
import java.util.Optional;

/** Chooses the PVCs: those never verified first, then those whose last proof is the oldest, so that each has its turn; by lot where that leaves it open. */
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
        Map<String, Instant> proved = new HashMap<>();
        lots.forEach(claim -> proved.put(claim, lastProof(run, claim)));
        return lots.stream()
                .sorted(Comparator.comparing(proved::get))
                .limit(plan.sample())
                .sorted()
                .toList();
    }

    private Instant lastProof(RunContext run, String claim) {
        return Optional.ofNullable(run.catalog()
                        .status(plan.source(claim), plan.each().repository())
                        .lastProof())
                .map(KnownProof::at)
                .orElse(Instant.MIN);
    }
}
