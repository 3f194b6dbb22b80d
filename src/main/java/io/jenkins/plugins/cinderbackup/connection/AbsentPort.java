package io.jenkins.plugins.cinderbackup.connection;

import java.lang.reflect.Proxy;

/** A port to something with which an operation has nothing to do. */
public final class AbsentPort {
    private AbsentPort() {}

    /**
     * A port whose every call is an error in the operation.
     *
     * @param what there is not, such as {@code OpenStack cloud}
     */
    public static <T> T of(Class<T> port, String what) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            throw new IllegalStateException(
                    "The operation calls " + method.getName() + ", and its runs have no " + what);
        }));
    }
}
