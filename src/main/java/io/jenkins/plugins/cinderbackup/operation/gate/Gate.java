package io.jenkins.plugins.cinderbackup.operation.gate;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the run pass if each source has the backup that is asked for, or fails with all that have not. */
record Gate(GatePlan plan) implements Phase {
    static final PhaseId ID = new PhaseId("Require");
    static final Fact<Passed> FACT = new Fact<>("passed", Passed.class);

    /** The backups for which the gate is open, by the names of their PVCs. */
    record Passed(Map<String, KnownBackup> backups) {}

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        if (run.fact(FACT).isPresent()) {
            return PhaseStatus.DONE;
        }
        Requirement requirement = new Requirement(plan.maxAge(), plan.verifiedWithin(), run.now());
        Map<String, KnownBackup> passed = new LinkedHashMap<>();
        List<Finding> missing = new ArrayList<>();
        List<String> claims = FindingClaims.claims(run, plan);
        for (String claim : claims) {
            String name = "PVC " + plan.namespace() + "/" + claim;
            SourceStatus status = run.catalog().status(plan.source(claim), plan.paths(), plan.repository());
            List<String> problems = problems(run, requirement, status);
            problems.forEach(problem -> missing.add(Finding.of(name + " " + problem)));
            if (problems.isEmpty()) {
                run.note(name + ": " + requirement.describe(status.newestSound()));
                passed.put(claim, status.newestSound());
            }
        }
        if (!missing.isEmpty()) {
            missing.add(0, Finding.of(closed(claims.size() - passed.size(), claims.size())));
            missing.add(new Finding(missing.remove(missing.size() - 1).message(), hints()));
            throw new PermanentException(missing, null);
        }
        run.found(FACT, new Passed(passed));
        return PhaseStatus.ACTED;
    }

    private List<String> problems(RunContext run, Requirement requirement, SourceStatus status) {
        if (plan.refresh()
                || !plan.inline()
                || status.makers().contains(run.journal().origin().job())) {
            return requirement.problems(status);
        }
        // The same whether there are backups or not
        return List.of(
                "was not backed up to there by this job. What others have backed up opens the gate only where restic shows that the job may read the repository.");
    }

    private String closed(int missing, int all) {
        String known = plan.refresh() ? "" : ", as far as this Jenkins knows";
        return missing + " of " + all + (all == 1 ? " PVC" : " PVCs") + (missing == 1 ? " lacks" : " lack")
                + " the backup in repository " + plan.repository().url() + " that is required" + known + ":";
    }

    /** What to do, said once, after all that is missing. */
    private List<String> hints() {
        String look = "back up or verify what is named, and look at what became of its last backups";
        return plan.refresh()
                ? List.of(look)
                : List.of(look, "set `refresh`, so that restic is asked what the repository has");
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The catalog of backups was not read within " + limit().toSeconds() + " s",
                "check the disk of the Jenkins home");
    }
}
