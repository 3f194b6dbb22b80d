package io.jenkins.plugins.cinderbackup.operation.gate;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.cluster.ClusterCheck;
import io.jenkins.plugins.cinderbackup.phase.cluster.LabelledClaims;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryPreview;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says what a gate asks for, once nothing is wrong, and what it needs of the cluster, which may be nothing. */
record GatePreview(GatePlan plan) implements Check {
    @Override
    public void check(CheckRound round) {
        if (plan.refresh() || plan.selector() != null) {
            new ClusterCheck(this::rehearsal).check(round);
        }
    }

    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCluster(run);
        plan.remarks().forEach(run::caution);
        run.note("Requiring of " + plan.describeSubject() + " " + plan.describeBackup() + " in repository "
                + plan.repository().url() + ", not older than " + plan.maxAge().toSeconds() + " s");
    }

    /** The objects that the run makes, and what it asks for. */
    private Rehearsal rehearsal(CheckRound round) {
        List<ClusterObject> objects = new ArrayList<>();
        Map<String, List<Permission>> permissions = new HashMap<>();
        if (plan.refresh()) {
            Rehearsal list = new RepositoryPreview(plan.restic(), plan.list(), "", List.of()).rehearsal(round);
            objects.addAll(list.objects());
            list.permissions().forEach((namespace, needed) -> permissions.put(namespace, new ArrayList<>(needed)));
        }
        if (plan.selector() != null) {
            permissions
                    .computeIfAbsent(plan.namespace(), namespace -> new ArrayList<>())
                    .add(LabelledClaims.LISTING);
        }
        return new Rehearsal(objects, permissions);
    }
}
