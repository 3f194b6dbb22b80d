package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.Describable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Makes a step, or anything describable, from a map of named arguments as a Pipeline gives them: through the data-bound constructor and the
 * data-bound setters, nested maps and lists included. It is as strict as a Pipeline: a name that is not known is an error.
 */
public final class Describables {
    private Describables() {}

    /** @throws IllegalArgumentException that names the argument, if one is unknown or has a type that does not fit */
    public static <T> T make(Class<T> type, Map<String, ?> arguments) {
        return type.cast(make(type, customized(type, arguments), type.getSimpleName()));
    }

    /** As the type's descriptor has it, if that has a say in it. */
    private static Map<String, ?> customized(Class<?> type, Map<String, ?> arguments) {
        for (Class<?> descriptor : type.getDeclaredClasses()) {
            if (CustomDescribableModel.class.isAssignableFrom(descriptor)) {
                try {
                    CustomDescribableModel model =
                            (CustomDescribableModel) descriptor.getConstructor().newInstance();
                    return model.customInstantiate(Collections.unmodifiableMap(new LinkedHashMap<>(arguments)));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalArgumentException(descriptor + ": " + e, e);
                }
            }
        }
        return arguments;
    }

    private static Object make(Class<?> type, Map<String, ?> arguments, String path) {
        Map<String, Object> rest = new LinkedHashMap<>(arguments);
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + ": " + type + " has no @DataBoundConstructor"));
        Map<String, Method> setters = setters(type);
        try {
            Object made = constructor.newInstance(Arrays.stream(constructor.getParameters())
                    .map(parameter -> argument(parameter, rest, path))
                    .toArray());
            for (Map.Entry<String, Object> entry : rest.entrySet()) {
                Method setter = setters.get(entry.getKey());
                if (setter == null) {
                    throw new IllegalArgumentException(
                            path + " has no '" + entry.getKey() + "'; it has " + names(setters, constructor));
                }
                setter.invoke(
                        made,
                        convert(setter.getGenericParameterTypes()[0], entry.getValue(), path + "." + entry.getKey()));
            }
            return made;
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(path + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(path + ": " + e, e);
        }
    }

    private static Map<String, Method> setters(Class<?> type) {
        Map<String, Method> setters = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String name = method.getName().substring("set".length());
                setters.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), method);
            }
        }
        return setters;
    }

    private static Set<String> names(Map<String, Method> setters, Constructor<?> constructor) {
        Set<String> names = new TreeSet<>(setters.keySet());
        Arrays.stream(constructor.getParameters()).map(Parameter::getName).forEach(names::add);
        return names;
    }

    private static Object argument(Parameter parameter, Map<String, Object> rest, String path) {
        return convert(
                parameter.getParameterizedType(), rest.remove(parameter.getName()), path + "." + parameter.getName());
    }

    private static Object convert(Type type, Object value, String path) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == List.class) {
            return value == null ? null : list(parameterized.getActualTypeArguments()[0], value, path);
        }
        Class<?> wanted = (Class<?>) type;
        if (value == null && !wanted.isPrimitive()) {
            return null;
        }
        if (value instanceof Map<?, ?> map && Describable.class.isAssignableFrom(wanted)) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            map.forEach((name, argument) -> arguments.put(String.valueOf(name), argument));
            return make(wanted, customized(wanted, arguments), path);
        }
        if (value instanceof Number number && (wanted == long.class || wanted == Long.class)) {
            return number.longValue();
        }
        if (value instanceof Integer && wanted == int.class
                || value instanceof Boolean && wanted == boolean.class
                || wanted.isInstance(value)) {
            return value;
        }
        String seen = value == null ? "null" : value.getClass().getSimpleName();
        throw new IllegalArgumentException(path + " expects " + wanted.getSimpleName() + " but received " + seen);
    }

    private static List<Object> list(Type element, Object value, String path) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    path + " expects a list but received " + value.getClass().getSimpleName());
        }
        List<Object> converted = new ArrayList<>();
        for (Object entry : list) {
            converted.add(convert(element, entry, path + "[" + converted.size() + "]"));
        }
        return converted;
    }
}
