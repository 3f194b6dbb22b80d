package io.jenkins.plugins.cinderbackup.faults;

import static io.jenkins.plugins.cinderbackup.engine.RunResult.FAILURE;
import static io.jenkins.plugins.cinderbackup.engine.RunResult.SUCCESS;
import static io.jenkins.plugins.cinderbackup.engine.RunResult.UNSTABLE;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One field of the matrix.
 *
 * @param scenario sets the run up in which the call is made
 * @param expected how that run ends if nothing else goes wrong
 * @param usualLines how many lines of calls that are made again that run has anyhow
 * @param ever whether each call from then on meets the trouble, or only the first
 */
record Cell(
        Consumer<FaultWorld> scenario, RunResult expected, int usualLines, Call call, Trouble trouble, boolean ever) {
    /** A failure that waits for nothing: a few calls, and the wait for a lost answer's object. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** A look at restic at work makes no call that the others do not make. */
    private static final Duration BEFORE_THE_NEXT_LOOK = Duration.ofMillis(20);

    private static final int LONGEST_LINE = 900;
    private static final List<String> SECRETS =
            List.of(OpenstackSimulator.PASSWORD, FaultWorld.TOKEN, FaultWorld.RESTIC_PASSWORD, "gAAAAAB");

    /**
     * What became of it.
     *
     * @param code see {@code docs/faults.md}
     * @param message what the user reads, if the run failed
     * @param problems what should not be
     */
    record Result(Cell cell, String code, String message, List<String> problems) {}

    /** What one call can meet. */
    static List<Cell> all(Consumer<FaultWorld> scenario, RunResult expected, int lines, Call call) {
        List<Cell> cells = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            if (trouble.fits(call)) {
                cells.add(new Cell(scenario, expected, lines, call, trouble, false));
                if (trouble.lasts()) {
                    cells.add(new Cell(scenario, expected, lines, call, trouble, true));
                }
            }
        }
        return cells;
    }

    /** The same trouble of the same call, for ever. */
    Cell lasting() {
        return new Cell(scenario, expected, usualLines, call, trouble, true);
    }

    Result run() {
        return results(List.of(this)).get(0);
    }

    /**
     * The results of this cell, in which the trouble lasts, and of the one in which it is met once. Where nobody has asked a second time that is one
     * run; else there are two.
     */
    List<Result> runWith(Cell once) {
        List<Result> results = new ArrayList<>(results(List.of(this, once)));
        if (results.size() == 1) {
            results.add(once.run());
        }
        return results;
    }

    /** @param likely this one, and perhaps one whose run is the same if the trouble is met but once */
    private List<Result> results(List<Cell> likely) {
        try (FaultWorld world = new FaultWorld(trouble.isSlow())) {
            scenario.accept(world);
            world.restic.takes = BEFORE_THE_NEXT_LOOK;
            world.wire.plan(call, trouble, ever);
            RunReport report = world.run();
            List<String> problems = new ArrayList<>();
            boolean leftAtTheEnd = !report.leftovers().isEmpty();
            check(world, report, problems);
            return likely.stream()
                    .limit(world.wire.hits() == 1 ? likely.size() : 1)
                    .map(cell -> cell.result(world, report, problems, leftAtTheEnd))
                    .toList();
        } catch (IOException | RuntimeException | AssertionError e) {
            return List.of(new Result(this, "!", "", List.of(e.toString())));
        }
    }

    private Result result(FaultWorld world, RunReport report, List<String> found, boolean leftAtTheEnd) {
        List<String> problems = new ArrayList<>(found);
        String code = code(world, report, problems) + (leftAtTheEnd ? "+" : "");
        return new Result(this, code, message(report), problems);
    }

    private void check(FaultWorld world, RunReport report, List<String> problems) throws IOException {
        if (world.wire.hits() == 0) {
            problems.add("the call was not made");
        }
        boolean counts = report.result() == SUCCESS || report.result() == UNSTABLE;
        if (counts
                && !world.checks
                && !world.drills
                && !world.lists
                && !world.gates
                && !world.restores
                && !world.cinder
                && !world.scs
                && world.begins == null
                && (report.values().get("resticSnapshotId") == null
                        || !world.restic.snapshots.contains(report.values().get("resticSnapshotId")))) {
            problems.add(report.result() + " without a snapshot in the repository");
        }
        if (counts && world.checks && !Boolean.TRUE.equals(report.values().get("verified"))) {
            problems.add(report.result() + " without restic having said that the repository is whole");
        }
        if (world.drills) {
            checkProof(world, report, counts, problems);
        }
        if (counts && (world.lists || world.gates) && world.listings.isEmpty()) {
            problems.add(report.result() + " without a list of the repository");
        }
        if (counts && !world.judge.test(report)) {
            problems.add(report.result() + " without what the run was for: " + report.values());
        }
        List<String> backups = world.openstack.backups().stream()
                .map(OpenstackSimulator.Seen::id)
                .toList();
        if (!backups.containsAll(world.spared)) {
            problems.add("a backup is gone that was to stay: of " + world.spared + " there are " + backups);
        }
        if (world.cinder) {
            problems.addAll(CinderBackups.problems(world, report));
        }
        if (world.scs && counts != "PASS".equals(report.values().get("verdict"))) {
            problems.add(
                    report.result() + " with the verdict " + report.values().get("verdict"));
        }
        if (world.restic.snapshots.size() > 1) {
            problems.add("backed up twice");
        }
        if (report.result() == SUCCESS && !report.leftovers().isEmpty()) {
            problems.add("SUCCESS with leftovers");
        }
        checkTexts(world, report, problems);
        world.removeTheRest();
        if (world.restores) {
            problems.addAll(Restored.problems(world, report));
        }
        if (world.cinderBackup != null) {
            problems.addAll(CinderRestores.problems(world, report));
        }
        if (!world.journals.runs().isEmpty()) {
            problems.add("the background removal does not end");
        }
        if (!world.left().isEmpty()) {
            problems.add("left behind: " + world.left());
        }
        // Once an object is gone its name is free, so that a call which comes late makes it anew; that is among what is
        // left
        boolean nameIsFree = trouble == Trouble.LATE && call.service().equals("Kubernetes");
        if (!nameIsFree && !world.madeTwice().isEmpty()) {
            problems.add("made twice: " + world.madeTwice());
        }
    }

    private static void checkProof(FaultWorld world, RunReport report, boolean counts, List<String> problems) {
        Object verified = report.values().get("verified");
        if (Boolean.FALSE.equals(verified)) {
            problems.add("the trouble of a server is taken for one of the backup");
        }
        boolean proved = world.restic.started.containsAll(
                List.of("check", "restore", "stats", "restore --dry-run", "pg_check", "backup --dry-run"));
        if (counts && verified == null || Boolean.TRUE.equals(verified) && !proved) {
            problems.add(report.result() + ", verified: " + verified + ", of " + world.restic.started);
        }
    }

    private static void checkTexts(FaultWorld world, RunReport report, List<String> problems) {
        Stream.of(world.events.stream().map(Object::toString), world.journals.written(), Stream.of(report.toString()))
                .flatMap(said -> said)
                .forEach(said -> SECRETS.stream()
                        .filter(said::contains)
                        .forEach(secret -> problems.add("a secret is told: " + secret)));
        List<String> lines = new ArrayList<>(world.retries());
        if (report.failure() != null) {
            report.failure().findings().forEach(finding -> lines.add(finding.message()));
        }
        lines.addAll(report.leftovers());
        lines.stream()
                .filter(line -> line.length() > LONGEST_LINE || line.contains("\n"))
                .forEach(line -> problems.add("not one short line: " + line));
    }

    private String code(FaultWorld world, RunReport report, List<String> problems) {
        if (report.result() == FAILURE && expected != FAILURE) {
            return failed(world, report, problems);
        }
        if (report.result() == UNSTABLE) {
            return "U";
        }
        if (report.result() != expected) {
            problems.add("ended as " + report.result());
        }
        // A server that is away for a while is told of at each doubling of the failures
        int atOnce =
                world.scs || world.plan.compareSnapshot ? 2 : 1; // These have two volumes, of which one request asks
        int most = ever || trouble == Trouble.AWAY ? Integer.MAX_VALUE : atOnce;
        int lines = world.retries().size() - usualLines;
        if (lines > most) {
            problems.add(lines + " lines: " + world.retries());
        }
        return lines <= 0 ? "·" : "r";
    }

    private String failed(FaultWorld world, RunReport report, List<String> problems) {
        if (report.failure().findings().stream().map(Finding::hints).allMatch(List::isEmpty)) {
            problems.add("does not say what to do: " + report.failure().findings());
        }
        Duration after =
                Duration.between(world.wire.firstHit(), report.failure().at());
        boolean atOnce = after.compareTo(AT_ONCE) <= 0;
        if (!atOnce && !ever) {
            problems.add("failed " + after + " after a single trouble: "
                    + report.failure().message());
        }
        return atOnce ? "F" : "T";
    }

    private static String message(RunReport report) {
        return report.failure() == null
                ? ""
                : String.join(
                        " ",
                        report.failure().findings().stream()
                                .map(Finding::message)
                                .toList());
    }

    @Override
    public String toString() {
        return call + " meets " + trouble.label + (ever ? " for ever" : " once");
    }
}
