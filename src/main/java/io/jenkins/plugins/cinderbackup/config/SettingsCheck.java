package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with the global configuration, all at once, each with its field's name as JCasC has it. */
final class SettingsCheck {
    private static final int MAX_NAME = 63;
    private static final Pattern CREATIONS = Pattern.compile("[1-9]\\d{0,3}");

    private final List<Finding> findings = new ArrayList<>();

    @NonNull
    static List<Finding> clouds(List<OpenstackCloud> clouds) {
        SettingsCheck check = new SettingsCheck();
        check.names("clouds", clouds.stream().map(OpenstackCloud::getName).toList());
        for (int i = 0; i < clouds.size(); i++) {
            String name = shown(clouds.get(i).getName(), i);
            String prefix = "clouds[" + name + "].";
            check.findings.addAll(AddressCheck.cloud(clouds.get(i).toAddress(name, prefix)));
            Integer creations = clouds.get(i).getMaxConcurrentCreations();
            check.add(creations(prefix + "maxConcurrentCreations", creations == null ? null : creations.toString()));
        }
        return check.findings;
    }

    @NonNull
    static List<Finding> clusters(List<KubernetesCluster> clusters) {
        SettingsCheck check = new SettingsCheck();
        check.names(
                "clusters", clusters.stream().map(KubernetesCluster::getName).toList());
        for (int i = 0; i < clusters.size(); i++) {
            check.cluster("clusters[" + shown(clusters.get(i).getName(), i) + "].", clusters.get(i));
        }
        return check.findings;
    }

    @NonNull
    static List<Finding> image(@CheckForNull String image) {
        return PlanCheck.image("image", image).stream().toList();
    }

    @NonNull
    static List<Finding> resources(ResourceOptions resources) {
        SettingsCheck check = new SettingsCheck();
        check.amounts("resources.requests.", resources.getRequests());
        check.amounts("resources.limits.", resources.getLimits());
        return check.findings;
    }

    /** The name of a cloud or a cluster, by which jobs call it. */
    @NonNull
    static Optional<Finding> name(String field, @CheckForNull String name) {
        if (name == null) {
            return PlanCheck.required(field, null, "give a name, by which jobs call it.");
        }
        boolean plain =
                name.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        return plain && name.length() <= MAX_NAME
                ? Optional.empty()
                : Optional.of(Finding.of(field + " is '" + Printable.text(name, MAX_NAME) + "': it must be 1 to "
                        + MAX_NAME + " characters without control characters."));
    }

    /** How many backups may create at once; null for the default. */
    @NonNull
    static Optional<Finding> creations(String field, @CheckForNull String text) {
        return text == null || CREATIONS.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        field + " is '" + Printable.text(text, MAX_NAME) + "': it must be a number from 1 to 9999."));
    }

    /** The service account of the controller's pod is sent to its own cluster only, and nothing else is needed to find that. */
    @NonNull
    static List<Finding> inCluster(String prefix, KubernetesCluster cluster) {
        SettingsCheck check = new SettingsCheck();
        if (cluster.isInCluster()) {
            check.without(prefix + "serverUrl", cluster.getServerUrl());
            check.without(prefix + "caCertificate", cluster.getCaCertificate());
            check.without(prefix + "credentialsId", cluster.getCredentialsId());
            check.without(prefix + "context", cluster.getContext());
        }
        return check.findings;
    }

    private void without(String field, @CheckForNull String value) {
        if (value != null) {
            findings.add(Finding.of(
                    field
                            + " is set together with inCluster, which uses the service account and the server of the controller's own pod.",
                    "remove one of them"));
        }
    }

    private void names(String list, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            add(name(list + "[" + i + "].name", name));
            if (name != null && !seen.add(name)) {
                findings.add(Finding.of(list + "[" + i + "].name is '" + shown(name, i)
                        + "', as that of another: each name must be there once."));
            }
        }
    }

    /** What keeps a cluster of the form from being asked: its fields do not go together, or no namespace can have such a name. */
    @NonNull
    static List<Finding> connection(String prefix, KubernetesCluster cluster) {
        SettingsCheck check = new SettingsCheck();
        check.findings.addAll(inCluster(prefix, cluster));
        check.namespaces(prefix, cluster);
        return check.findings;
    }

    private void cluster(String prefix, KubernetesCluster cluster) {
        findings.addAll(inCluster(prefix, cluster));
        findings.addAll(AddressCheck.cluster(cluster.toAddress(prefix, prefix, cluster.isInCluster())));
        namespaces(prefix, cluster);
    }

    private void namespaces(String prefix, KubernetesCluster cluster) {
        add(PlanCheck.label1123(prefix + "namespace", cluster.getNamespace()));
        add(PlanCheck.label1123(prefix + "backupNamespace", cluster.getBackupNamespace()));
        cluster.getNamespaces().forEach(namespace -> add(PlanCheck.label1123(prefix + "namespaces", namespace)));
    }

    private void amounts(String prefix, ResourceAmounts amounts) {
        add(PlanCheck.quantity(prefix + "cpu", amounts.getCpu()));
        add(PlanCheck.quantity(prefix + "memory", amounts.getMemory()));
    }

    private void add(Optional<Finding> finding) {
        finding.ifPresent(findings::add);
    }

    private static String shown(@CheckForNull String name, int index) {
        return name == null ? String.valueOf(index) : Printable.text(name, MAX_NAME);
    }
}
