package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Journals of runs that are over, for tests of whoever stores or shows them. */
public final class FinishedRuns {
    private FinishedRuns() {}

    /** A run in which much went wrong, so that hardly a field of its journal is empty. */
    public static RunJournal withEverything() {
        World world = new World();
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.volumeId = World.SOURCE;
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(10, "no repository"));
        world.workloads.script(Kind.FORGET, ResticScript.exitError(1, "Größe unbekannt 🗑"));
        world.calls.refuseAlways("deleteVolume", Errors.quota("no deletions today"));
        world.runToEnd();
        // A failed run has no summary and one that is backed up has no failure; stored forms have room for both.
        world.journal.facts().put(BackupFacts.EMPTY_SNAPSHOT, ResticScript.OWN);
        world.journal.facts().put(BackupFacts.UNSOUND_LEFT, true);
        world.journal.fail(
                new Failure(BackupOperation.BACKUP, List.of(Finding.of("wrong", "do this")), world.ticker.now()));
        return world.journal;
    }

    /** A run that went well, as its journal says when it is over. */
    public static RunJournal successful() {
        World world = new World();
        world.runToEnd();
        return world.journal;
    }

    /** A run that has made a sound backup. */
    public static RunJournal of(RunId run, String repository, List<String> paths, long files) {
        World world = world(run, repository, paths);
        String summary = ResticScript.summary(files).replace(ResticScript.OWN, run.value());
        world.workloads.script(Kind.BACKUP, ResticScript.exit(0, summary));
        world.runToEnd();
        return world.journal;
    }

    /** A run that went well, of that PVC. */
    public static RunJournal of(String pvc) {
        RunJournal done = successful();
        PlanBuilder plan = new PlanBuilder();
        plan.pvc = pvc;
        RunJournal other = BackupOperation.OPERATION.begin(
                RunId.random(), done.origin(), plan.build(), done.connections(), done.startedAt());
        other.finish(done.report().orElseThrow());
        return other;
    }

    /** A run that went well and removed a snapshot which an earlier one had kept, of this name. */
    public static RunJournal retaining(String earlier) {
        World world = new World();
        world.plan.keepLast = 1;
        world.plan.keepForDays = 0;
        world.storage.addKeptSnapshot("earlier", World.SOURCE, Duration.ofDays(99));
        world.storage.rename("earlier", earlier);
        world.runToEnd();
        return world.journal;
    }

    /** A run that has made a sound backup and kept its Cinder snapshot. */
    public static RunJournal keeping(RunId run) {
        World world = new World(run);
        world.plan.keepLast = 1;
        world.storage.numbers = 100;
        world.runToEnd();
        return world.journal;
    }

    /** The id of the Cinder snapshot that a run has kept. */
    public static String keptSnapshot(RunJournal journal) {
        return World.first(journal, ResourceKind.SNAPSHOT).orElseThrow().id();
    }

    /** A run that has made a sound backup and removed a Cinder snapshot of this id. */
    public static RunJournal retaining(RunId run, String earlier) {
        World world = new World(run);
        world.plan.keepLast = 1;
        world.plan.keepForDays = 0;
        world.storage.addKeptSnapshot(earlier, World.SOURCE, Duration.ofDays(99));
        world.runToEnd();
        return world.journal;
    }

    /** The same run before it has begun. */
    public static RunJournal withoutReport(RunJournal journal) {
        return withoutReport(journal, journal.origin());
    }

    /** The same run of that build before it has begun. */
    public static RunJournal withoutReport(RunJournal journal, Origin origin) {
        return BackupOperation.OPERATION.begin(
                journal.run(), origin, BackupFacts.plan(journal), journal.connections(), journal.startedAt());
    }

    /** A run that has made one that is not sound. */
    public static RunJournal incomplete(RunId run, String repository, List<String> paths) {
        World world = world(run, repository, paths);
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));
        world.runToEnd();
        return world.journal;
    }

    /** A run that knows this of earlier ones, and has made a sound backup. */
    public static RunJournal after(RunId run, String repository, BackupPlan.Guard guard) {
        World world = world(run, repository, List.of("/"));
        world.plan.guard = guard;
        world.runToEnd();
        return world.journal;
    }

    /** A run of that job that begins, and promises this of its backups. */
    public static RunJournal promising(RunId run, String job, Objective objective) {
        World world = new World(run);
        world.plan.objective = objective;
        world.begin();
        return withoutReport(world.journal, new Origin("jenkins", job, "7"));
    }

    /** A run that has made no backup. */
    public static RunJournal failed(RunId run) {
        World world = world(run, "s3:https://s3.example.com/backups", List.of("/"));
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(1, "no"));
        world.runToEnd();
        return world.journal;
    }

    /** A dry run that went well. */
    public static RunJournal dry() {
        World world = new World();
        world.plan.dryRun = true;
        world.runToEnd();
        return world.journal;
    }

    /** A restore that has just begun. */
    public static RunJournal restore() {
        World world = new World();
        world.restores = true;
        return world.begin().journal;
    }

    /** A check of a repository that has not begun. */
    public static RunJournal check() {
        RunJournal backup = new World().begin().journal;
        return VerifyOperation.OPERATION.begin(
                backup.run(), backup.origin(), new PlanBuilder().check(), backup.connections(), backup.startedAt());
    }

    /** A check that went well, of this part of the data. */
    public static RunJournal check(String readDataSubset) {
        World world = checks(readDataSubset);
        world.runToEnd();
        return world.journal;
    }

    /** A check of which nobody knows what it would have found. */
    public static RunJournal brokenCheck(String readDataSubset) {
        World world = checks(readDataSubset);
        world.workloads.script(Kind.CHECK, ResticScript.exitError(1, "no"));
        world.runToEnd();
        return world.journal;
    }

    private static World checks(String readDataSubset) {
        World world = new World();
        world.checks = true;
        world.plan.readDataSubset = readDataSubset;
        return world;
    }

    private static World world(RunId run, String repository, List<String> paths) {
        World world = new World(run);
        world.plan.repository = repository;
        world.plan.paths = paths;
        return world;
    }

    /** A run that has just come to a phase. */
    public static RunJournal in(PhaseId phase) {
        return new World().driveTo(phase).journal;
    }

    /** A run whose checks failed on what a server said. */
    public static RunJournal refused(String text) {
        World world = new World();
        world.calls.refuseAlways("createSnapshot", Errors.quota(text));
        world.runToEnd();
        return world.journal;
    }

    /** One that has not begun. */
    public static RunJournal fresh(RunId run) {
        World world = new World().begin();
        return BackupOperation.OPERATION.begin(
                run,
                world.journal.origin(),
                BackupFacts.plan(world.journal),
                world.journal.connections(),
                world.ticker.now());
    }

    /** One that has a volume and came no further. */
    public static RunJournal left(Origin origin, Instant startedAt) {
        World world = new World().begin();
        RunJournal journal = BackupOperation.OPERATION.begin(
                RunId.random(), origin, BackupFacts.plan(world.journal), world.journal.connections(), startedAt);
        journal.put(TrackedResource.intended(ResourceKind.VOLUME, null, "backup-shop-uploads", startedAt));
        return journal;
    }

    /** Working ports with another store. */
    public static Ports ports(JournalStore store) {
        World world = new World();
        return new Ports(
                world.storage,
                world.backups,
                world.workloads,
                store,
                BackupCatalog.NONE,
                world.queue,
                world.creations.turns(() -> "cloud", () -> 1, () -> {}),
                RunAccess.UNCHECKED,
                world.events,
                world.ticker,
                UnaryOperator.identity());
    }
}
