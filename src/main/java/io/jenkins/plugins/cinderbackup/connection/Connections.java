package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.wiring.ConfiguredTargets;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run finds its cloud, cluster and credentials again, after a restart or to remove what is left when its build is gone. Addresses and
 * ids only, no secret: it is kept in the journal. A cloud or cluster of the global configuration is looked up there by its name, see
 * {@link ConfiguredTargets#now}; whether it is still the same one, the engine sees by its {@link io.jenkins.plugins.cinderbackup.model.Site}.
 *
 * @param item the full name of the job in whose context the credentials are looked up
 */
public record Connections(
        @NonNull CloudAddress cloud,
        @NonNull ClusterAddress cluster,
        @NonNull RepositoryKeys repository,
        @NonNull String item) {
    private static final String CLOUD = "cloud.";
    private static final String CLUSTER = "cluster.";
    private static final String REPOSITORY = "repository.";
    private static final String ITEM = "item";

    /** The form for the journal. Its keys are the names of the components: renaming one needs a new schema of the journal. */
    @NonNull
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        put(map, CLOUD, cloud);
        put(map, CLUSTER, cluster);
        put(map, REPOSITORY, repository);
        map.put(ITEM, item);
        return map;
    }

    /**
     * What {@link #toMap} was made from.
     *
     * @throws IllegalArgumentException if the map is of something else
     */
    @NonNull
    public static Connections fromMap(@NonNull Map<String, String> map) {
        if (!map.containsKey(ITEM)) {
            throw new IllegalArgumentException("The connections of a run name no job: " + map.keySet());
        }
        return new Connections(
                get(map, CLOUD, CloudAddress.class),
                get(map, CLUSTER, ClusterAddress.class),
                get(map, REPOSITORY, RepositoryKeys.class),
                map.get(ITEM));
    }

    private static void put(Map<String, String> map, String prefix, Record values) {
        try {
            for (RecordComponent component : values.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(values);
                if (value != null) {
                    map.put(prefix + component.getName(), value.toString());
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record's accessors are public.", e);
        }
    }

    private static <R extends Record> R get(Map<String, String> map, String prefix, Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getType(), map.get(prefix + component.getName())))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("The connections of a run cannot be read: " + map.keySet(), e);
        }
    }

    private static Object value(Class<?> type, String text) {
        return type == boolean.class ? (Object) Boolean.valueOf(text) : text;
    }
}
