package io.jenkins.plugins.cinderbackup.steps;

import hudson.model.Describable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Puts environment variables into the texts of a form, nested settings and lists included. It goes through the data-bound properties, so that
 * no field can be forgotten.
 *
 * <p>Ids of credentials stay as they are: the credentials plugin itself puts a build's parameters there, and only for who may choose that credential.
 */
final class Expansion {
    private final UnaryOperator<String> expand;

    private Expansion(UnaryOperator<String> expand) {
        this.expand = expand;
    }

    /** A copy of the data-bound object with its texts expanded; what the source has no value for has its default. */
    static <T> T of(T source, UnaryOperator<String> expand) {
        return new Expansion(expand).copy(source);
    }

    @SuppressWarnings("unchecked") // of the source's own class
    private <T> T copy(T source) {
        Class<?> type = source.getClass();
        try {
            Object copy = Defaults.of(type);
            for (Method setter : type.getMethods()) {
                if (setter.isAnnotationPresent(DataBoundSetter.class)) {
                    String property = setter.getName().substring("set".length());
                    Object value = getter(type, property, setter.getParameterTypes()[0])
                            .invoke(source);
                    if (value != null) {
                        setter.invoke(copy, property.endsWith("redentialsId") ? value : expanded(value));
                    }
                }
            }
            return (T) copy;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " cannot be copied", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be copied", e);
        }
    }

    private static Method getter(Class<?> type, String property, Class<?> of) throws NoSuchMethodException {
        return type.getMethod((of == boolean.class ? "is" : "get") + property);
    }

    private Object expanded(Object value) {
        if (value instanceof String text) {
            return expand.apply(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::expanded).toList();
        }
        return value instanceof Describable<?> nested ? copy(nested) : value;
    }
}
