package io.jenkins.plugins.cinderbackup.examples;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The manifests of {@code examples/kubernetes}.
 *
 * @param objects all of them, in the order in which they can be made
 */
public record KubernetesExamples(List<HasMetadata> objects) {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String BACKUPS = "backups";
    private static final String SOURCE = "shop";
    private static final Pattern NAMES = Pattern.compile("\\b(" + BACKUPS + "|" + SOURCE + ")\\b");

    private static final Pattern APPLIED = Pattern.compile("(?m)^kubectl apply (.+)$");
    private static final Pattern FILE = Pattern.compile("-f examples/(\\S+)\\.yaml");

    /** One right that a role gives. */
    public record Right(String role, String group, String resource, String verb) {
        @Override
        public String toString() {
            return verb + " " + resource + " of " + role;
        }
    }

    /** As they are, with these names in place of {@code backups} and {@code shop}: what the documentation says to do. */
    public static KubernetesExamples of(String backups, String source) {
        return new KubernetesExamples(
                applied().flatMap(file -> documents(file, backups, source)).toList());
    }

    /** The files that the documentation names in its command. */
    private static Stream<String> applied() {
        return APPLIED.matcher(read("docs/operations.md"))
                .results()
                .flatMap(command -> FILE.matcher(command.group(1)).results())
                .map(file -> file.group(1));
    }

    /** As they are. */
    public static KubernetesExamples asTheyAre() {
        return of(BACKUPS, SOURCE);
    }

    /** What a restore needs in addition, as it is. */
    public static KubernetesExamples restore() {
        return restore(BACKUPS, SOURCE);
    }

    /** What a restore needs in addition, with these names. */
    public static KubernetesExamples restore(String backups, String target) {
        return new KubernetesExamples(
                documents("kubernetes/restore", backups, target).toList());
    }

    /** What a verification with a test needs in addition, as it is. */
    public static KubernetesExamples test() {
        return new KubernetesExamples(
                documents("kubernetes/test", BACKUPS, SOURCE).toList());
    }

    /** Those of a check of the repository, as they are. */
    public static KubernetesExamples verification() {
        return new KubernetesExamples(
                documents("kubernetes-verify/rbac", BACKUPS, SOURCE).toList());
    }

    /** Those of a backup by Cinder that names a PVC, as they are. */
    public static KubernetesExamples volumeBackup() {
        return new KubernetesExamples(
                documents("kubernetes-volume-backup/rbac", BACKUPS, SOURCE).toList());
    }

    /** Those of a test of SCS-0117 with data, as they are. */
    public static KubernetesExamples scsTest() {
        return new KubernetesExamples(
                documents("kubernetes-scs/rbac", BACKUPS, SOURCE).toList());
    }

    private static Stream<HasMetadata> documents(String file, String backups, String source) {
        String text = NAMES.matcher(read("examples/" + file + ".yaml"))
                .replaceAll(name -> name.group().equals(BACKUPS) ? backups : source);
        return Stream.of(text.split("(?m)^---$")).map(document -> YAML.<HasMetadata>unmarshal(document));
    }

    private static String read(String path) {
        try {
            return Files.readString(ProjectFolder.root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each verb on each resource that a role gives. */
    public List<Right> rights() {
        List<Right> rights = new ArrayList<>();
        for (HasMetadata object : objects) {
            for (PolicyRule rule : rules(object)) {
                for (String resource : rule.getResources()) {
                    rule.getVerbs()
                            .forEach(verb -> rights.add(new Right(
                                    object.getMetadata().getName(),
                                    rule.getApiGroups().get(0),
                                    resource,
                                    verb)));
                }
            }
        }
        return rights;
    }

    /** Those without which no run is made: a cluster whose uid may not be read is recognised by its address. */
    public List<Right> neededRights() {
        return rights().stream()
                .filter(right -> !right.resource().equals("namespaces"))
                .toList();
    }

    /** The same without this right. */
    public KubernetesExamples without(Right right) {
        return new KubernetesExamples(
                objects.stream().map(object -> without(object, right)).toList());
    }

    private static HasMetadata without(HasMetadata object, Right right) {
        if (!object.getMetadata().getName().equals(right.role())) {
            return object;
        }
        List<PolicyRule> rules = rules(object).stream()
                .map(rule -> without(rule, right))
                .filter(rule -> !rule.getVerbs().isEmpty())
                .toList();
        if (object instanceof ClusterRole role) {
            return new ClusterRoleBuilder(role).withRules(rules).build();
        }
        return object instanceof Role role
                ? new RoleBuilder(role).withRules(rules).build()
                : object;
    }

    private static PolicyRule without(PolicyRule rule, Right right) {
        boolean concerned = rule.getApiGroups().contains(right.group())
                && rule.getResources().contains(right.resource());
        return concerned
                ? new PolicyRuleBuilder(rule)
                        .withVerbs(rule.getVerbs().stream()
                                .filter(verb -> !verb.equals(right.verb()))
                                .toList())
                        .build()
                : rule;
    }

    private static List<PolicyRule> rules(HasMetadata object) {
        return object instanceof ClusterRole role
                ? role.getRules()
                : object instanceof Role role ? role.getRules() : List.of();
    }

    /**
     * Whether the roles allow it, by the bindings that are there.
     *
     * @param namespace empty for what has none
     */
    public boolean allow(String verb, String group, String resource, String namespace) {
        return objects.stream()
                .filter(object -> !rules(object).isEmpty() && namespace.equals(namespaceOf(object)))
                .flatMap(object -> rules(object).stream())
                .anyMatch(rule -> rule.getApiGroups().contains(group)
                        && rule.getResources().contains(resource)
                        && rule.getVerbs().contains(verb));
    }

    /** Where a role holds: a ClusterRole's right is that of a namespace if a RoleBinding gives it. */
    private String namespaceOf(HasMetadata role) {
        return objects.stream()
                .filter(RoleBinding.class::isInstance)
                .map(RoleBinding.class::cast)
                .filter(binding ->
                        binding.getRoleRef().getName().equals(role.getMetadata().getName()))
                .map(binding -> binding.getMetadata().getNamespace())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** The namespace in which a right holds, empty for a cluster-wide one. */
    public String namespaceOf(Right right) {
        return objects.stream()
                .filter(object -> !rules(object).isEmpty()
                        && object.getMetadata().getName().equals(right.role()))
                .map(this::namespaceOf)
                .findFirst()
                .orElseThrow();
    }
}
