package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.PodToleration;
import java.time.Duration;
import java.util.Objects;

/** The part of a plan that describes the Job: what the step says, else the global configuration, else the plugin's defaults. */
final class JobPlanMaker {
    private static final String IMAGE = "restic/restic:0.18.1";
    private static final ContainerResources RESOURCES = new ContainerResources("200m", "256Mi", "2", "2Gi");

    private final JobOptions job;
    private final CinderBackupConfiguration configuration;

    JobPlanMaker(JobOptions job, CinderBackupConfiguration configuration) {
        this.job = job;
        this.configuration = configuration;
    }

    JobSettings job(String namespace) {
        return new JobSettings(
                first(job.getImage(), configuration.getImage(), IMAGE),
                job.getImagePullPolicy(),
                job.getImagePullSecrets().stream().map(String::valueOf).toList(),
                namespace,
                Duration.ofSeconds(job.getStartTimeout()),
                Duration.ofSeconds(job.getTimeout()),
                job.getServiceAccountName(),
                KeyValue.toMap(job.getNodeSelector()),
                job.getTolerations().stream().map(JobPlanMaker::toleration).toList(),
                job.getPriorityClassName(),
                KeyValue.toMap(job.getLabels()),
                KeyValue.toMap(job.getAnnotations()),
                job.getRunAsUser());
    }

    /** @param resources of one of its containers */
    ContainerResources resources(ResourceOptions resources) {
        ResourceOptions defaults = Objects.requireNonNullElseGet(configuration.getResources(), ResourceOptions::new);
        return new ContainerResources(
                first(resources.getRequests().getCpu(), defaults.getRequests().getCpu(), RESOURCES.requestsCpu()),
                first(
                        resources.getRequests().getMemory(),
                        defaults.getRequests().getMemory(),
                        RESOURCES.requestsMemory()),
                first(resources.getLimits().getCpu(), defaults.getLimits().getCpu(), RESOURCES.limitsCpu()),
                first(resources.getLimits().getMemory(), defaults.getLimits().getMemory(), RESOURCES.limitsMemory()));
    }

    private static PodToleration toleration(TolerationOptions options) {
        Integer seconds = options.getTolerationSeconds();
        return new PodToleration(
                options.getKey(),
                options.getOperator(),
                options.getValue(),
                options.getEffect(),
                seconds == null ? null : seconds.longValue());
    }

    private static String first(@CheckForNull String own, @CheckForNull String configured, String builtIn) {
        return own != null ? own : Objects.requireNonNullElse(configured, builtIn);
    }
}
