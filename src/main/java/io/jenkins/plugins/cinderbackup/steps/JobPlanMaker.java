package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.ResourceAmounts;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.model.PodToleration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The part of a plan that describes the Job: what the step says, else the global configuration, else the plugin's defaults. */
final class JobPlanMaker {
    private static final String IMAGE = "restic/restic:0.18.1";
    private static final ContainerResources RESOURCES = new ContainerResources("200m", "256Mi", "2", "2Gi");

    static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    static final List<String> OPERATORS = List.of("Equal", "Exists");
    static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private final JobOptions job;
    private final ResourceOptions resources;
    private final CinderBackupConfiguration configuration;
    private final Problems problems;

    JobPlanMaker(BackupSettings settings, CinderBackupConfiguration configuration, Problems problems) {
        this.job = settings.getJob();
        this.resources = settings.getResources();
        this.configuration = configuration;
        this.problems = problems;
    }

    JobSettings job(String namespace) {
        problems.add(PlanCheck.label1123("job.namespace", job.getNamespace()));
        problems.add(PlanCheck.seconds("job.startTimeout", job.getStartTimeout()));
        problems.add(PlanCheck.seconds("job.timeout", job.getTimeout()));
        problems.add(PlanCheck.image("job.image", job.getImage()));
        problems.add(PlanCheck.oneOf("job.imagePullPolicy", job.getImagePullPolicy(), PULL_POLICIES));
        job.getImagePullSecrets()
                .forEach(name -> problems.add(PlanCheck.name1123("job.imagePullSecrets", String.valueOf(name))));
        problems.add(PlanCheck.name1123("job.serviceAccountName", job.getServiceAccountName()));
        problems.add(PlanCheck.name1123("job.priorityClassName", job.getPriorityClassName()));
        problems.add(PlanCheck.user("job.runAsUser", job.getRunAsUser()));
        return new JobSettings(
                first(job.getImage(), configuration.getImage(), IMAGE),
                job.getImagePullPolicy(),
                job.getImagePullSecrets().stream().map(String::valueOf).toList(),
                namespace,
                Duration.ofSeconds(job.getStartTimeout()),
                Duration.ofSeconds(job.getTimeout()),
                job.getServiceAccountName(),
                labels("job.nodeSelector", job.getNodeSelector()),
                job.getTolerations().stream().map(this::toleration).toList(),
                job.getPriorityClassName(),
                labels("job.labels", job.getLabels()),
                pairs("job.annotations", job.getAnnotations()),
                job.getRunAsUser());
    }

    ContainerResources resources() {
        check("resources.requests", resources.getRequests());
        check("resources.limits", resources.getLimits());
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

    private void check(String field, ResourceAmounts amounts) {
        problems.add(PlanCheck.quantity(field + ".cpu", amounts.getCpu()));
        problems.add(PlanCheck.quantity(field + ".memory", amounts.getMemory()));
    }

    private Map<String, String> labels(String field, List<KeyValue> entries) {
        Map<String, String> labels = pairs(field, entries);
        labels.values().forEach(value -> problems.add(PlanCheck.labelValue(field, value)));
        problems.add(PlanCheck.notManagedBy(field, labels));
        return labels;
    }

    private Map<String, String> pairs(String field, List<KeyValue> entries) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (KeyValue entry : entries.stream().filter(Objects::nonNull).toList()) {
            problems.add(PlanCheck.key(field, entry.getKey()));
            if (pairs.put(entry.getKey(), entry.getValue()) != null) {
                problems.add(field + " has '" + entry.getKey() + "' twice.", "remove one of them");
            }
        }
        return pairs;
    }

    private PodToleration toleration(TolerationOptions options) {
        if (options.getKey() != null) {
            problems.add(PlanCheck.key("job.tolerations.key", options.getKey()));
        } else if (!"Exists".equals(options.getOperator())) {
            problems.add("job.tolerations.key is missing: without it the operator must be Exists, for all taints.");
        }
        problems.add(PlanCheck.oneOf("job.tolerations.operator", options.getOperator(), OPERATORS));
        problems.add(PlanCheck.oneOf("job.tolerations.effect", options.getEffect(), EFFECTS));
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
