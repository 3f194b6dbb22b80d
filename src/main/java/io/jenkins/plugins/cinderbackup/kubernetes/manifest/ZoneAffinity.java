package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import io.jenkins.plugins.cinderbackup.model.ZoneChange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The zones in a PV's node affinity. Drivers write them under the well-known {@code topology.kubernetes.io/zone}, its predecessor
 * {@code failure-domain.beta.kubernetes.io/zone}, or a key of their own such as {@code topology.cinder.csi.openstack.org/zone}.
 */
public final class ZoneAffinity {
    private static final String ZONE_KEY = "/zone";

    private ZoneAffinity() {}

    /** The zones to which the volume is bound, in alphabetical order. */
    public static Set<String> zones(VolumeNodeAffinity affinity) {
        Set<String> zones = new TreeSet<>();
        requirements(affinity).forEach(requirement -> zones.addAll(requirement.getValues()));
        return zones;
    }

    /** Binds the volume to another zone, wherever it is bound to the one that it is not in. */
    static void change(VolumeNodeAffinity affinity, ZoneChange change) {
        requirements(affinity)
                .filter(requirement -> requirement.getValues().contains(change.from()))
                .forEach(requirement -> requirement.setValues(List.of(change.to())));
    }

    private static Stream<NodeSelectorRequirement> requirements(VolumeNodeAffinity affinity) {
        return affinity.getRequired() == null
                ? Stream.empty()
                : affinity.getRequired().getNodeSelectorTerms().stream()
                        .flatMap(term -> term.getMatchExpressions().stream())
                        .filter(requirement ->
                                requirement.getKey().endsWith(ZONE_KEY) && "In".equals(requirement.getOperator()));
    }
}
