package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.scs.DataSettings;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestOperation;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * From what a user and an administrator have set to the plan of one test of SCS-0117. Looks at nothing but the values; all that is wrong with them is said at once. No
 * cluster is chosen that the step does not name: Cinder alone can be tested too.
 */
final class ScsTestPlanMaker {
    private static final JobOptions DEFAULTS = new JobOptions();

    private final ScsVolumeBackupTestStep step;
    private final Planning planning;
    private final Findings problems = new Findings();

    ScsTestPlanMaker(ScsVolumeBackupTestStep step, Planning planning) {
        this.step = step;
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<ScsTestPlan> make() {
        CloudAddress cloud = new CloudChoice(step.getCloud(), step.getOpenstack(), planning.configuration(), problems)
                .wholeProject();
        ClusterAddress cluster = null;
        String namespace = null;
        if (step.isData() && namesCluster()) {
            ClusterChoice choice =
                    new ClusterChoice(step.getCluster(), step.getKubernetes(), planning.configuration(), problems);
            choice.checkJob(step.getJob());
            namespace = choice.jobNamespace(step.getJob(), choice.namespace(null));
            choice.requireJobNamespace(namespace);
            cluster = choice.address();
        }
        step.refuse(problems);
        return new PlannedRun<>(
                ScsTestOperation.OPERATION,
                new ScsTestPlan(
                        cloud.label(),
                        step.getPrefix(),
                        step.isIncremental(),
                        namespace == null ? null : data(namespace),
                        step.limit(),
                        step.cleanupTimeout(),
                        step.isDryRun(),
                        remarks()),
                new Connections(cloud, cluster, null, planning.job()));
    }

    private boolean namesCluster() {
        return step.getCluster() != null || step.getKubernetes() != null;
    }

    private DataSettings data(String namespace) {
        return new DataSettings(new JobPlanMaker(step.getJob(), planning.configuration()).job(namespace));
    }

    /** What is not tested, and what does nothing. */
    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (step.isData() && !namesCluster()) {
            remarks.add(
                    "Data are neither written nor compared: no cluster is named whose pods could do that (`cluster`).");
        }
        if (!step.isData() && namesCluster()) {
            remarks.add("cluster, kubernetes and job do nothing: `data` is false.");
        }
        if (step.getJob().getTimeout() != DEFAULTS.getTimeout()) {
            remarks.add("job.timeout does nothing: `timeout` says how long each part of the test may take.");
        }
        return remarks;
    }
}
