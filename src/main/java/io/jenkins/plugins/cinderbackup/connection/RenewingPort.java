package io.jenkins.plugins.cinderbackup.connection;

import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/**
 * A port whose call is made again when the server refused the credential and there is another one by now. That is safe for every call: a server that does not
 * know who asks has done nothing.
 */
public final class RenewingPort<A> implements InvocationHandler {
    private final Renewable<?, A> adapter;
    private final Function<A, ?> part;
    private final Runnable renewed;

    private RenewingPort(Renewable<?, A> adapter, Function<A, ?> part, Runnable renewed) {
        this.adapter = adapter;
        this.part = part;
        this.renewed = renewed;
    }

    /**
     * A port to a part of the adapter.
     *
     * @param renewed is told that the run goes on with another credential
     */
    public static <A, T> T of(Class<T> port, Renewable<?, A> adapter, Function<A, T> part, Runnable renewed) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, new RenewingPort<>(adapter, part, renewed)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        A first = adapter.get();
        try {
            return call(part.apply(first), method, arguments);
        } catch (CredentialRefusedException e) {
            if (!adapter.isRenewed(first)) {
                throw e;
            }
        }
        renewed.run();
        return call(part.apply(adapter.get()), method, arguments);
    }

    private static Object call(Object port, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
