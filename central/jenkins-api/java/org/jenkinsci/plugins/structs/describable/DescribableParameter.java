package org.jenkinsci.plugins.structs.describable;

import java.lang.reflect.Type;

public final class DescribableParameter {
    private final String name;
    private final Type rawType;

    DescribableParameter(String name, Type rawType) {
        this.name = name;
        this.rawType = rawType;
    }

    public Type getRawType() {
        return rawType;
    }

    public String getName() {
        return name;
    }
}
