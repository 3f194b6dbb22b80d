package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Describable;
import hudson.util.EditDistance;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/**
 * Parts the arguments of a Pipeline's step into those of fields that there are, and sentences about the rest. Jenkins itself prints a line for a name
 * that it does not know and goes on; for a backup {@code keepDayly: 7} means that nothing is ever removed, or too much, and for a restore
 * {@code dryrun: true} means that it is made.
 *
 * <p>Nested fields come as maps: their types have no symbols of their own.
 */
final class KnownFields {
    private static final int MAX_NAME = 100;
    private static final int SHORTEST_PART = 3;
    /** What Job DSL gives for every list that its user has left out. */
    private static final List<?> NOTHING = List.of();

    private final String ours;
    private final List<String> problems = new ArrayList<>();

    private KnownFields(String ours) {
        this.ours = ours;
    }

    /**
     * The arguments with which a step is made: those that it knows, and the sentences about the others in a field of ours.
     *
     * @param type of the step
     * @param ours that field, which is not for users; absent if there is nothing to say
     * @param arguments as a Pipeline gives them
     */
    @NonNull
    static Map<String, Object> customized(
            @NonNull Class<?> type, @NonNull String ours, @NonNull Map<String, ?> arguments) {
        KnownFields fields = new KnownFields(ours);
        Map<String, Object> customized = fields.sift(DescribableModel.of(type), "", arguments);
        if (!fields.problems.isEmpty()) {
            customized.put(ours, fields.problems);
        }
        return customized;
    }

    private Map<String, Object> sift(DescribableModel<?> model, String path, Map<?, ?> arguments) {
        Map<String, Object> kept = new LinkedHashMap<>();
        arguments.forEach((key, value) -> {
            String name = String.valueOf(key);
            DescribableParameter field = model.getParameter(name);
            if (field != null && !ours.equals(path + name)) {
                kept.put(name, sift(field.getRawType(), path + name, value));
            } else if (DescribableModel.CLAZZ.equals(name)) {
                kept.put(name, value);
            } else if (!ours.equals(path + name) || !NOTHING.equals(value)) {
                problems.add("There is no field '" + Printable.text(path + name, MAX_NAME) + "'. "
                        + advice(model, path, name));
            }
        });
        return kept;
    }

    @CheckForNull
    private Object sift(Type type, String path, @CheckForNull Object value) {
        if (value instanceof Map<?, ?> map && describable(type).isPresent()) {
            return sift(DescribableModel.of(describable(type).get()), path + ".", map);
        }
        if (value instanceof List<?> list && type instanceof ParameterizedType lists) {
            List<Object> kept = new ArrayList<>();
            list.forEach(
                    entry -> kept.add(sift(lists.getActualTypeArguments()[0], path + "[" + kept.size() + "]", entry)));
            return kept;
        }
        // A field of words may have one that Groovy takes for something else
        return value instanceof Boolean && type == String.class ? value.toString() : value;
    }

    private static Optional<Class<?>> describable(Type type) {
        return type instanceof Class<?> wanted && Describable.class.isAssignableFrom(wanted)
                ? Optional.of(wanted)
                : Optional.empty();
    }

    /** The field of that very name in one of the fields here, where it would have been right, or else the one here that is spelt much alike, or else all. */
    private String advice(DescribableModel<?> model, String path, String name) {
        Map<String, String> here = model.getParameters().stream()
                .map(DescribableParameter::getName)
                .filter(field -> !ours.equals(field))
                .collect(Collectors.toMap(KnownFields::lower, Function.identity(), (one, other) -> one, TreeMap::new));
        String wanted = lower(name);
        return model.getParameters().stream()
                .filter(field -> describable(field.getRawType())
                        .filter(type -> DescribableModel.of(type).getParameter(name) != null)
                        .isPresent())
                .findFirst()
                .map(field -> field.getName() + "." + name)
                .or(() -> Optional.ofNullable(EditDistance.findNearest(
                                wanted,
                                here.keySet().stream()
                                        .filter(field -> areAlike(field, wanted))
                                        .toList()))
                        .map(here::get))
                .map(near -> "The nearest is '" + path + near + "'.")
                .orElseGet(() -> "The fields there are " + String.join(", ", here.values()) + ".");
    }

    /** Whether one may be meant by the other: it is a part of it, or no more than a third of its letters differ. */
    private static boolean areAlike(String field, String wanted) {
        return Math.min(field.length(), wanted.length()) >= SHORTEST_PART
                        && (field.contains(wanted) || wanted.contains(field))
                || EditDistance.editDistance(field, wanted) <= Math.max(1, wanted.length() / 3);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
