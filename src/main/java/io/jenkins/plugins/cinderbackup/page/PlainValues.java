package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that a build stores, a Pipeline keeps and a script may change: maps and lists of classes that each of them knows. */
public final class PlainValues {
    private PlainValues() {}

    /** A copy of all of it, in its order. */
    @NonNull
    public static LinkedHashMap<String, Object> copy(@NonNull Map<String, ?> values) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, plain(value)));
        return copy;
    }

    @CheckForNull
    private static Object plain(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(String.valueOf(name), plain(inner)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(PlainValues::plain).collect(ArrayList::new, List::add, List::addAll)
                : value;
    }
}
