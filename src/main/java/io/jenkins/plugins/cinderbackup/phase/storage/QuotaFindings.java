package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a user reads of a quota without room. */
public final class QuotaFindings {
    private QuotaFindings() {}

    /**
     * What is wrong with a limit, or nothing if it has room.
     *
     * @param cloud the cloud as the user knows it
     * @param name the quota's name in Cinder
     * @param needed how much more it is to hold
     * @param hints what to do beside asking for more, asked for only where there is no room
     */
    public static List<Finding> of(String cloud, String name, Limit limit, long needed, Supplier<List<String>> hints) {
        if (limit.hasRoomFor(needed)) {
            return List.of();
        }
        List<String> all = new ArrayList<>(hints.get());
        all.add("ask for a higher quota");
        return List.of(new Finding(
                "The quota '" + name + "' of cloud " + cloud + " has no room: " + used(limit) + ", needed " + needed
                        + " more.",
                all));
    }

    /** The same of the two that new volumes need. */
    public static List<Finding> ofVolumes(String cloud, StorageQuota quota, long volumes, long gigabytes) {
        return Stream.of(
                        of(cloud, "volumes", quota.volumes(), volumes, List::of),
                        of(cloud, "gigabytes", quota.gigabytes(), gigabytes, List::of))
                .flatMap(List::stream)
                .toList();
    }

    static String used(Limit limit) {
        return "used " + limit.used() + " of " + limit.max()
                + (limit.leaving() == 0 ? "" : ", of which " + limit.leaving() + " is about to go");
    }
}
