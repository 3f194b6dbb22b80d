package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.function.Supplier;

/** A value that is made at the first call and kept; a failure is not kept. */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;

    @CheckForNull
    private T value;

    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (value == null) {
            value = maker.get();
        }
        return value;
    }
}
