package io.jenkins.plugins.cinderbackup.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a controller's process that ends leaves behind, as text: the world with its clock, its objects, its faults and the stored journals. It is read
 * out of all fields, those that lambdas have captured included, so that a field that is new is part of it on its own.
 */
final class Remains {
    /** What ends with the process, and what is counted for tests alone and changes nothing. */
    private static final Map<Class<?>, Set<String>> LOST = Map.of(
            World.class, Set.of("events", "journal", "engine", "queue", "creations"),
            Calls.class, Set.of("log", "points", "crashAt", "atPoint"),
            InMemoryJournalStore.class, Set.of("writes", "firstRead", "saves", "largest", "written"));

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private final StringBuilder text = new StringBuilder();
    private final Map<Object, Integer> met = new IdentityHashMap<>();

    private Remains() {}

    /** The same for two worlds in which whoever comes next does the same. */
    static String of(World world) {
        Remains remains = new Remains();
        remains.add(world);
        return remains.text.toString();
    }

    private void add(Object value) {
        if (value == null || isText(value)) {
            text.append(value);
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (value instanceof Map<?, ?> map) {
            text.append(map.size());
            map.forEach((key, item) -> {
                add(key);
                add(item);
            });
        } else if (value instanceof Collection<?> items) {
            text.append(items.size());
            items.forEach(this::add);
        } else if (value instanceof byte[] bytes) {
            text.append(new String(bytes, StandardCharsets.UTF_8));
        } else if (value instanceof Object[] items) {
            text.append(items.length);
            Stream.of(items).forEach(this::add);
        } else {
            addObject(value);
        }
        text.append('\n');
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum
                || value instanceof Throwable
                || value.getClass().getName().startsWith("java.time.");
    }

    private void addObject(Object object) {
        Integer before = met.putIfAbsent(object, met.size());
        text.append(object.getClass().getName()).append(before == null ? "" : before);
        if (before == null) {
            FIELDS.get(object.getClass()).forEach(field -> add(value(field, object)));
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> part = type; part != Object.class; part = part.getSuperclass()) {
            Set<String> lost = LOST.getOrDefault(part, Set.of());
            Stream.of(part.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && !lost.contains(field.getName()))
                    .forEach(fields::add);
        }
        // Fails at a class of Java's whose state it would overlook
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }

    private static Object value(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
