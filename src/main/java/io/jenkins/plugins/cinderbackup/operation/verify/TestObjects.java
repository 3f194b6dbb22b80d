package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.ClusterPermissions;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a test is in the cluster: a Job, and, unless it may have the network, a NetworkPolicy that keeps it from its pod. */
record TestObjects(TestSettings test, TrialRestore trial) {
    /** What makes it and looks at it. */
    TestJob job(RunContext run) {
        return new TestJob(
                name(run),
                trial.claim(run),
                test.mountPath(),
                false,
                test.command(),
                test.environment(),
                test.runAsUser(),
                test.resources(),
                trial.plan().job().ofAnother(test.image(), test.timeout()),
                run.journal().ownership());
    }

    /** Made before the Job; empty if it may have the network. */
    Optional<NewNetworkPolicy> policy(RunContext run) {
        return test.network()
                ? Optional.empty()
                : Optional.of(new NewNetworkPolicy(
                        trial.plan().job().namespace(),
                        name(run),
                        name(run),
                        run.journal().ownership()));
    }

    /** The name of both. */
    private String name(RunContext run) {
        return trial.plan().restic().names().kubernetes(run.journal().run(), "-test");
    }

    /** What the test needs in addition to this. */
    Requirements needs(Requirements others) {
        return new Requirements(both(others.permissions()), others.sourcePermissions(), others.accessRules());
    }

    private List<Permission> both(List<Permission> others) {
        return test.network()
                ? others
                : Stream.concat(others.stream(), ClusterPermissions.NETWORK_POLICY.stream())
                        .toList();
    }

    /** The same with these objects. */
    Rehearsal rehearsal(CheckRound round, Rehearsal others) {
        List<ClusterObject> objects = new ArrayList<>(others.objects());
        policy(round.run()).ifPresent(objects::add);
        objects.add(job(round.run()));
        Map<String, List<Permission>> permissions = new HashMap<>(others.permissions());
        permissions.computeIfPresent(trial.plan().job().namespace(), (namespace, needed) -> both(needed));
        return new Rehearsal(objects, permissions);
    }
}
