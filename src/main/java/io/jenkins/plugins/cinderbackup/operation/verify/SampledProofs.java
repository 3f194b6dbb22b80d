package io.jenkins.plugins.cinderbackup.operation.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.FollowUps;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The verifications of the PVCs that were chosen. The first one checks the repository for all. */
final class SampledProofs implements FollowUps {
    private static List<String> claims(RunJournal sample) {
        return sample.facts().get(SampledClaims.FACT).map(SampledClaims::names).orElse(List.of());
    }

    @Override
    public List<RunId> runs(RunJournal sample) {
        return claims(sample).stream().map(sample.run()::following).toList();
    }

    @Override
    public RunJournal begin(RunJournal sample, RunId run, Instant now) {
        ProofSamplePlan plan = ProofSamplePlan.class.cast(sample.plan());
        List<RunId> runs = runs(sample);
        String claim = claims(sample).get(runs.indexOf(run));
        boolean first = run.equals(runs.get(0));
        return VerifyOperation.OPERATION.begin(
                run,
                sample.origin(),
                plan.each().of(plan.source(claim), plan.namespace(), claim, first),
                sample.connections(),
                now);
    }

    @Override
    public Map<String, Object> values(Map<String, ?> found, List<Map<String, Object>> each) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("verified", verified(each));
        values.put("proofs", each);
        return values;
    }

    /** True only if all are; false if one is not; null where neither is known. */
    @CheckForNull
    private static Object verified(List<Map<String, Object>> each) {
        List<Object> all =
                each.stream().map(proof -> proof.get(VerifyConclusion.VERIFIED)).toList();
        if (all.contains(false)) {
            return false;
        }
        return all.stream().allMatch(Boolean.TRUE::equals) ? true : null;
    }
}
