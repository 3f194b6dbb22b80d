package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.util.ArrayList;
import java.util.List;

/** What must be true of a restore by Cinder in the end, whatever went wrong: what it says is there has the backup's data, and nothing on it lets anybody remove it. */
final class CinderRestores {
    private CinderRestores() {}

    static List<String> problems(FaultWorld world, RunReport report) {
        List<String> problems = new ArrayList<>();
        Object said = report.values().get("volumeId");
        boolean counts = report.result() == RunResult.SUCCESS || report.result() == RunResult.UNSTABLE;
        if (counts && said == null) {
            problems.add(report.result() + " without a restored volume");
        }
        if (said != null && !world.restored.contains(world.cinderBackup + " to " + said)) {
            problems.add("said to be restored, and is not: " + world.restored);
        }
        if (world.target == null) {
            long made = world.openstack.volumes().stream()
                    .filter(volume -> !volume.id().equals(world.source))
                    .count();
            if (made != (said == null ? 0 : 1)) {
                problems.add(made + " volumes were made, and the report says " + said);
            }
        } else {
            over(world, report, said, problems);
        }
        CinderScenes.removable(world).forEach(volume -> problems.add("a scan would let " + volume.name() + " go"));
        return problems;
    }

    private static void over(FaultWorld world, RunReport report, Object said, List<String> problems) {
        Seen target = world.openstack.volumes().stream()
                .filter(volume -> volume.id().equals(world.target))
                .findFirst()
                .orElseThrow();
        if (!target.metadata().equals(CinderScenes.CARRIED)) {
            problems.add("its metadata was not put back: " + target.metadata());
        }
        boolean written = !world.restored.isEmpty();
        if (written && said == null && report.lines().stream().noneMatch(line -> line.contains("is useless"))) {
            problems.add("written over, and not a word of that");
        }
        if (world.restored.size() > 1) {
            problems.add("written over " + world.restored.size() + " times");
        }
    }
}
