package io.jenkins.plugins.cinderbackup.connection;

import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A port whose call is made again when the server refused the credential and there is another one by now. That is safe for every call: a server that does not
 * know who asks has done nothing.
 */
public final class RenewingPort<T> implements InvocationHandler {
    private final Renewable<?, T> adapter;
    private final Runnable renewed;

    private RenewingPort(Renewable<?, T> adapter, Runnable renewed) {
        this.adapter = adapter;
        this.renewed = renewed;
    }

    /** @param renewed is told that the run goes on with another credential */
    public static <T> T of(Class<T> port, Renewable<?, T> adapter, Runnable renewed) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, new RenewingPort<>(adapter, renewed)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        T first = adapter.get();
        try {
            return call(first, method, arguments);
        } catch (CredentialRefusedException e) {
            if (!adapter.isRenewed(first)) {
                throw e;
            }
        }
        renewed.run();
        return call(adapter.get(), method, arguments);
    }

    private static Object call(Object adapter, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(adapter, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
