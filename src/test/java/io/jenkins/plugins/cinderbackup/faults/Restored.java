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
        if (counts && !world.restic.started.containsAll(List.of("restore", "stats"))) {
            problems.add(report.result() + " without restic having restored and compared: " + world.restic.started);
        }
        int expected = said && !world.plan.inPlace ? 1 : 0;
        expect(
                problems,
                "volumes",
                expected,
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

    private static long kept(FaultWorld world, String kind) {
        return world.kubernetes.list(kind).stream().filter(FaultWorld::isKept).count();
    }

    private static void expect(List<String> problems, String what, int expected, long seen) {
        if (seen != expected) {
            problems.add(seen + " " + what + " are handed over, and the report says " + expected);
        }
    }
}
