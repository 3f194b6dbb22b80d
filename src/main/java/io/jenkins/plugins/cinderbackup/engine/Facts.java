package io.jenkins.plugins.cinderbackup.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a run has found out, in the order in which it did. Not safe for use by several threads. */
public final class Facts {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** The value, if it is known. */
    public <T> Optional<T> get(Fact<T> fact) {
        return Optional.ofNullable(fact.type().cast(values.get(fact.name())));
    }

    /** Sets the value. */
    public <T> void put(Fact<T> fact, T value) {
        values.put(fact.name(), value);
    }

    /** Takes back what was not so. */
    public void remove(Fact<?> fact) {
        values.remove(fact.name());
    }

    /** All of it by its names. */
    public Map<String, Object> asMap() {
        return Collections.unmodifiableMap(values);
    }
}
