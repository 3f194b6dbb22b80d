package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.SourceClaim;
import io.jenkins.plugins.cinderbackup.engine.Step;
import io.jenkins.plugins.cinderbackup.engine.StorageQuota;
import io.jenkins.plugins.cinderbackup.engine.Volume;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Checks, by reading only, that a run can come to its end. All that is wrong is said at once, before anything is created. */
public final class Pending implements Phase {
    @Override
    public PhaseName name() {
        return PhaseName.PENDING;
    }

    @Override
    public Step advance(BackupRun run) {
        Set<Finding> findings = new LinkedHashSet<>();
        BackupPlan plan = run.plan();
        Optional<SourceClaim> claim = plan.pvc() == null
                ? Optional.empty()
                : attempt(findings, () -> run.workloads().source(plan.namespace(), plan.pvc()));
        String volumeId = plan.volumeId() != null
                ? plan.volumeId()
                : claim.map(SourceClaim::volumeId).orElse(null);
        StorageCheck storage = new StorageCheck(run);
        Optional<Volume> volume = volumeId == null
                ? Optional.empty()
                : attempt(findings, () -> storage.volume(volumeId));
        volume.ifPresent(found -> storage.checkStatus(found, findings));
        // Asked without a volume too, so that a log-in that fails is said together with what is wrong in Kubernetes.
        Optional<StorageQuota> quota = attempt(findings, run.storage()::quota);
        if (volume.isPresent() && quota.isPresent()) {
            attempt(findings, () -> storage.checkQuota(volume.get(), quota.get())).ifPresent(findings::addAll);
        }
        // Rehearsed with made-up ids where the real ones are not known, so that a permission is not missed only in the next build.
        attempt(findings, () -> run.workloads().check(KubernetesObjects.rehearsal(run, claim, volume)))
                .ifPresent(findings::addAll);
        if (!findings.isEmpty()) {
            throw new PermanentException(List.copyOf(findings), null);
        }
        run.found(volume.orElseThrow(), claim.orElse(null));
        tellPlan(run, volume.orElseThrow());
        return Step.DONE;
    }

    /** A check's value, or nothing and one more finding. What can pass by itself is thrown on, for all checks to be made again. */
    private static <T> Optional<T> attempt(Set<Finding> findings, Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (PermanentException e) {
            findings.addAll(e.findings());
            return Optional.empty();
        }
    }

    private static void tellPlan(BackupRun run, Volume volume) {
        BackupPlan plan = run.plan();
        run.note("Backing up " + plan.describeSource() + " (Cinder volume " + volume.id() + ", " + volume.sizeGiB() + " GiB, "
                + volume.status() + ") to " + plan.repository().url());
        if (plan.dryRun()) {
            new PlanText(run).lines().forEach(run::note);
        }
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding timedOut(BackupRun run) {
        return Finding.of(
                "The checks before the backup could not be made",
                "check that OpenStack and Kubernetes can be reached from the Jenkins controller");
    }
}
