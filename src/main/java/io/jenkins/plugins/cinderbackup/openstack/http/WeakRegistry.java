package io.jenkins.plugins.cinderbackup.openstack.http;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One shared instance for each key, for as long as somebody uses it.
 *
 * @param <K> settings, compared by value
 * @param <V> what is shared; it must not be reachable from its key
 */
public final class WeakRegistry<K, V> {
    private final Map<K, WeakReference<V>> instances = new HashMap<>();

    public synchronized V get(K key, Function<K, V> make) {
        instances.values().removeIf(reference -> reference.refersTo(null));
        WeakReference<V> known = instances.get(key);
        V instance = known == null ? null : known.get();
        if (instance == null) {
            instance = make.apply(key);
            instances.put(key, new WeakReference<>(instance));
        }
        return instance;
    }
}
