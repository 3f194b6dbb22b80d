package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.util.ArrayList;
import java.util.List;

/** What a restore has come to in the end: all that it hands over is there, or nothing of it, and the report says which. */
final class Restored {
    private Restored() {}

    static List<String> problems(FaultWorld world, RunReport report) {
        List<String> problems = new ArrayList<>();
        boolean counts = report.result() == RunResult.SUCCESS || report.result() == RunResult.UNSTABLE;
        boolean said = report.values().get("pvc") != null;
        if (counts && !said) {
            problems.add(report.result() + " without a restored PVC");
        }
        if (world.plan.revert) {
            reverted(world, report, said, problems);
        } else if (counts && !world.restic.started.containsAll(List.of("restore", "stats"))) {
            problems.add(report.result() + " without restic having restored and compared: " + world.restic.started);
        }
        int expected = said && !world.plan.inPlace ? 1 : 0;
        boolean isVolumeKept = report.values().get("volumeBefore") != null;
        expect(
                problems,
                "volumes",
                isVolumeKept ? 1 : expected,
                world.openstack.volumes().stream()
                        .filter(volume -> !volume.id().equals(world.source))
                        .count());
        expect(problems, "PVCs", expected, kept(world, "persistentvolumeclaims"));
        expect(problems, "PVs", expected, kept(world, "persistentvolumes"));
        if (world.openstack.volumes().stream().noneMatch(volume -> volume.id().equals(world.source))) {
            problems.add("the source volume is gone");
        }
        return problems;
    }

    /** A volume is reverted once, with a copy of what it was; and where the run does not know that it was, it says so. */
    private static void reverted(FaultWorld world, RunReport report, boolean said, List<String> problems) {
        boolean done = !world.reverted.isEmpty();
        if (said && !done) {
            problems.add("said to be reverted, and is not");
        }
        if (done && report.values().get("volumeBefore") == null) {
            problems.add("reverted without a way back");
        }
        if (done && !said && report.lines().stream().noneMatch(line -> line.contains("may be neither what it was"))) {
            problems.add("reverted, and not a word of that");
        }
        if (world.reverted.size() > 1) {
            problems.add("reverted " + world.reverted.size() + " times");
        }
    }

    private static long kept(FaultWorld world, String kind) {
        return world.kubernetes.list(kind).stream().filter(FaultWorld::isKept).count();
    }

    private static void expect(List<String> problems, String what, int expected, long seen) {
        if (seen != expected) {
            problems.add(seen + " " + what + " are handed over, and the report says " + expected);
        }
    }
}
