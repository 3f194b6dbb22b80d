package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupEvent;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.SourceClaim;
import io.jenkins.plugins.cinderbackup.engine.Step;
import io.jenkins.plugins.cinderbackup.engine.StorageQuota;
import io.jenkins.plugins.cinderbackup.engine.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checks, by reading only, that a run can come to its end: all that is wrong is said at once, before anything is created. Then waits until it is
 * the run's turn to create.
 */
public final class Pending implements Phase {
    /** Longer than any night of backups, shorter than the time to the next one. */
    private static final Duration LONGEST_QUEUE = Duration.ofHours(24);

    private static final String QUEUE = "Queue to create";

    @Override
    public PhaseName name() {
        return PhaseName.PENDING;
    }

    @Override
    public Step advance(BackupRun run) {
        if (run.journal().volumeId() == null || run.plan().dryRun()) {
            check(run);
        }
        return run.plan().dryRun() ? Step.DONE : awaitTurn(run);
    }

    private static void check(BackupRun run) {
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
        run.beginsHere();
        run.found(volume.orElseThrow(), claim.orElse(null));
        tellPlan(run, volume.orElseThrow());
    }

    private static Step awaitTurn(BackupRun run) {
        int place = run.creations().ahead(run.journal().run());
        if (place == 0) {
            run.turnHasCome();
            return Step.DONE;
        }
        Duration waited = Duration.between(run.journal().startedAt(), run.now());
        Instant end = run.deadline(QUEUE, LONGEST_QUEUE);
        if (!run.now().isBefore(end)) {
            throw PermanentException.of(
                    "The backup waited " + waited.toSeconds() + " s for its turn to create in cloud " + run.plan().cloud() + "; " + place
                            + " of this controller's backups are still ahead.",
                    "spread the backups over the day, or raise the cloud's `maxConcurrentCreations`");
        }
        if (run.isDue(QUEUE, Heartbeat.interval(waited))) {
            run.tell(new BackupEvent.Note("Waiting to create in cloud " + run.plan().cloud() + ": place " + place
                    + " in the queue of this controller's backups"));
        }
        return Step.QUEUED;
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
