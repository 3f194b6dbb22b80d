package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.CredentialsCheck;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses some PVCs of those with certain labels; a verification of each follows, all begun together. It creates nothing itself, and a check does all that it does. */
public final class ProofSampleOperation {
    /** The operation. */
    public static final Operation<ProofSamplePlan> OPERATION = new Operation<>(
            "sample",
            ProofSamplePlan.class,
            ProofSampleOperation::procedure,
            // Also what only the verifications need: a right that is missing is said before any of them begins
            plan -> VerifyOperation.OPERATION.needs().apply(plan.each()),
            List.of(Checks.PASSED, SampledClaims.FACT),
            new Chosen(),
            new SampledProofs());

    private ProofSampleOperation() {}

    private static Procedure procedure(ProofSamplePlan plan) {
        return new Procedure(
                List.of(
                        new Checks(
                                List.of(new CredentialsCheck(), new SampledClaimsCheck(plan)),
                                new Patience(plan.each().job().startTimeout(), "job.startTimeout"),
                                null),
                        new Cleanup(plan.cleanupTimeout(), List.of())),
                List.of());
    }

    /** What a choice has come to. */
    private static final class Chosen implements Conclusion {
        private static final String CHOSEN = "chosen";

        @Override
        public Map<String, Object> values(RunJournal journal) {
            return Collections.singletonMap(
                    CHOSEN,
                    journal.facts()
                            .get(SampledClaims.FACT)
                            .map(SampledClaims::names)
                            .orElse(null));
        }

        @Override
        public List<ResultRow> rows(Map<String, ?> values) {
            return summary(values).map(text -> ResultRow.ofText("Chosen", text)).stream()
                    .toList();
        }

        @Override
        public Optional<String> summary(Map<String, ?> values) {
            return values.get(CHOSEN) instanceof List<?> chosen
                    ? Optional.of(String.join(
                            ", ", chosen.stream().map(String::valueOf).toList()))
                    : Optional.empty();
        }
    }
}
