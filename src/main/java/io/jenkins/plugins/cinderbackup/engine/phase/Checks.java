package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks whether a run can come to its end. All that is wrong is said at once; what passes by itself, such as a volume on its way from one node to
 * another, is waited for. Snapshots of earlier runs that have expired go before the quota is judged, so that one that is full of them heals itself:
 * the only thing that is changed here, and only where nothing else is wrong.
 */
final class Checks {
    private static final String PATIENCE = "Wait before the snapshot";

    private final RunContext run;
    private final BackupPlan plan;
    private final StorageCheck storage;
    private final ExpiredSnapshots expired;
    /** What is wrong for good. */
    private final Set<Finding> findings = new LinkedHashSet<>();

    Checks(RunContext run) {
        this.run = run;
        this.plan = run.plan();
        this.storage = new StorageCheck(run);
        this.expired = new ExpiredSnapshots(run);
    }

    /** @throws PermanentException with all that is wrong */
    PhaseStatus advance() {
        Optional<SourceClaim> claim = plan.pvc() == null
                ? Optional.empty()
                : attempt(() -> run.cluster().source(plan.namespace(), plan.pvc(), plan.volumeId()));
        Optional<String> volumeId = Optional.ofNullable(plan.volumeId()).or(() -> claim.map(SourceClaim::volumeId));
        Optional<Volume> volume = volumeId.flatMap(id -> attempt(() -> storage.volume(id)));
        volume.map(storage::checkStatus).ifPresent(findings::addAll);
        List<Finding> passing = volume.map(storage::checkRest).orElse(List.of());
        findings.addAll(passing);
        // Asked without a volume too, so that a log-in that fails is said together with what is wrong in Kubernetes.
        Optional<StorageQuota> quota = attempt(run.storage()::quota);
        Optional<KeptSnapshots> kept = volume.flatMap(this::kept);
        List<Snapshot> removable =
                kept.map(found -> expired.removable(found.expiredBeforehand())).orElse(List.of());
        if (volume.isPresent() && quota.isPresent()) {
            StorageQuota soon = quota.get()
                    .expecting(join(removable, kept.map(KeptSnapshots::leaving).orElse(List.of())));
            attempt(() -> storage.checkQuota(volume.get(), soon)).ifPresent(findings::addAll);
        }
        // Rehearsed with made-up ids where the real ones are not known, so that a permission is not missed only in the
        // next build.
        attempt(() -> run.cluster().check(ClusterObjects.rehearsal(run, claim, volume)))
                .ifPresent(findings::addAll);
        if (!passing.containsAll(findings)) {
            throw new PermanentException(List.copyOf(findings), null);
        }
        if (!passing.isEmpty()) {
            return waitFor(passing);
        }
        PhaseStatus room =
                plan.dryRun() ? PhaseStatus.DONE : makeRoom(volume.orElseThrow(), quota.orElseThrow(), removable);
        if (room == PhaseStatus.DONE) {
            passed(volume.orElseThrow(), claim, removable);
        }
        return room;
    }

    private Optional<KeptSnapshots> kept(Volume volume) {
        try {
            return Optional.of(KeptSnapshots.of(run, volume.id()));
        } catch (PermanentException e) {
            // No reason for not backing up: the retention that follows the backup says it
            return Optional.empty();
        }
    }

    private static List<Snapshot> join(List<Snapshot> some, List<Snapshot> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Has what has expired removed. That is waited for only where there is no room without it. */
    private PhaseStatus makeRoom(Volume volume, StorageQuota quota, List<Snapshot> removable) {
        Optional<TransientException> failed = remove(removable);
        List<Finding> full = storage.full(volume, quota);
        if (full.isEmpty()) {
            return PhaseStatus.DONE;
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        // The quota was read before: whatever has gone since shows at the next look
        boolean changes = !removable.isEmpty() || expired.isUnderWay();
        expired.await();
        if (changes) {
            return waitFor(full);
        }
        throw new PermanentException(full, null);
    }

    /** What cannot be removed now is tried again after the backup. */
    private Optional<TransientException> remove(List<Snapshot> removable) {
        try {
            expired.remove(removable);
            return Optional.empty();
        } catch (TransientException e) {
            return Optional.of(e);
        }
    }

    /** So long as the snapshot itself may take: a volume that is on its way is part of that. */
    private PhaseStatus waitFor(List<Finding> reasons) {
        Duration limit = plan.snapshot().timeout();
        Instant end = run.deadline(PATIENCE, limit);
        if (!run.now().isBefore(end)) {
            throw new PermanentException(
                    reasons.stream().map(reason -> waited(reason, limit)).toList(), null);
        }
        if (run.isDue(
                PATIENCE, Heartbeat.interval(Duration.between(run.journal().startedAt(), run.now())))) {
            reasons.forEach(reason -> run.tell(new RunEvent.Note("Waiting: " + reason.message())));
        }
        return PhaseStatus.QUEUED;
    }

    private static Finding waited(Finding reason, Duration limit) {
        List<String> hints = new ArrayList<>(reason.hints());
        hints.add("increase `snapshot.timeout`: it was waited for " + limit.toSeconds() + " s");
        return new Finding(reason.message(), hints);
    }

    private void passed(Volume volume, Optional<SourceClaim> claim, List<Snapshot> removable) {
        SiteCheck.begin(run);
        run.found(volume, claim.orElse(null));
        new ZoneFit(plan, claim, volume.availabilityZone()).caution(run);
        run.note("Backing up " + plan.describeSource() + " (Cinder volume " + volume.id() + ", " + volume.sizeGiB()
                + " GiB, " + volume.status() + ") to " + plan.repository().url());
        plan.remarks().forEach(run::caution);
        if (plan.dryRun()) {
            new PlanText(run, removable).lines().forEach(run::note);
        }
    }

    /** A check's value, or nothing and one more finding. What can pass by itself is thrown on, for all checks to be made again. */
    private <T> Optional<T> attempt(Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (PermanentException e) {
            findings.addAll(e.findings());
            return Optional.empty();
        }
    }
}
