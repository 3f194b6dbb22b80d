package io.jenkins.plugins.cinderbackup.wiring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** A port whose adapter is made at the first call, so that a credential that is missing is one of the findings of the checks. */
final class LazyPort implements InvocationHandler {
    private final Supplier<?> adapter;

    private LazyPort(Supplier<?> adapter) {
        this.adapter = adapter;
    }

    static <T> T of(Class<T> port, Supplier<? extends T> adapter) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, new LazyPort(adapter)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(adapter.get(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
