package org.jenkinsci.plugins.structs.describable;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kohsuke.stapler.DataBoundSetter;

public final class DescribableModel<T> {
    public static final String CLAZZ = "$class";

    private final Map<String, DescribableParameter> parameters;

    /** No constructor of the plugin's describables has a parameter. */
    private DescribableModel(Class<T> clazz) {
        parameters = Arrays.stream(clazz.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(DescribableModel::parameter)
                .collect(Collectors.toMap(DescribableParameter::getName, Function.identity()));
    }

    private static DescribableParameter parameter(Method setter) {
        String name = setter.getName().substring("set".length());
        return new DescribableParameter(
                Character.toLowerCase(name.charAt(0)) + name.substring(1), setter.getGenericParameterTypes()[0]);
    }

    public static <T> DescribableModel<T> of(Class<T> clazz) {
        return new DescribableModel<>(clazz);
    }

    public Collection<DescribableParameter> getParameters() {
        return parameters.values();
    }

    public DescribableParameter getParameter(String name) {
        return parameters.get(name);
    }
}
