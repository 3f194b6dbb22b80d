package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import java.util.ArrayList;
import java.util.List;

/** What must be true of Cinder's own backups, whatever went wrong. */
final class CinderBackups {
    private CinderBackups() {}

    static List<String> problems(FaultWorld world, RunReport report) {
        List<String> problems = new ArrayList<>();
        Object id = report.values().get("backupId");
        boolean counts = report.result() == RunResult.SUCCESS || report.result() == RunResult.UNSTABLE;
        List<Seen> kept = world.openstack.backups().stream()
                .filter(backup -> backup.metadata().containsValue("true"))
                .toList();
        boolean there = kept.stream()
                .anyMatch(backup -> backup.id().equals(id) && backup.status().equals("available"));
        if (counts && !there) {
            problems.add(report.result() + " without a backup that is kept");
        }
        if (kept.isEmpty()) {
            problems.add("no backup is left at all");
        }
        return problems;
    }
}
