package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import java.util.List;
import java.util.Map;

/** The one container of each of our Jobs, by whose end the Job is over; others that something injects are not looked at. */
public final class OwnContainer {
    /** Its name where it runs restic. */
    public static final String RESTIC = "restic";
    /** Its name where it runs a user's test. */
    public static final String TEST = "test";

    private OwnContainer() {}

    /** Which it is. */
    public static String nameIn(@CheckForNull PodSpec pod) {
        List<String> names = pod == null
                ? List.of()
                : pod.getContainers().stream().map(Container::getName).toList();
        return names.contains(TEST) && !names.contains(RESTIC) ? TEST : RESTIC;
    }

    /**
     * The text as the kubelet hands it on unchanged. In commands, arguments and {@code env} it would put the value of any variable of the pod in place of
     * {@code $(NAME)}, those of the Secrets included, and one {@code $} in place of {@code $$}.
     *
     * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container">Container, args and env</a>
     */
    static String literal(String text) {
        return text.replace("$", "$$");
    }

    static ResourceRequirements resources(ContainerResources resources) {
        return new ResourceRequirementsBuilder()
                .withRequests(quantities(resources.requestsCpu(), resources.requestsMemory()))
                .withLimits(quantities(resources.limitsCpu(), resources.limitsMemory()))
                .build();
    }

    private static Map<String, Quantity> quantities(String cpu, String memory) {
        return Map.of("cpu", Quantity.parse(cpu), "memory", Quantity.parse(memory));
    }
}
