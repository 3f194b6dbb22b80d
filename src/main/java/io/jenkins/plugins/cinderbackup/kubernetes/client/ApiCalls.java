package io.jenkins.plugins.cinderbackup.kubernetes.client;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Makes requests; what becomes of them {@link ApiErrors} says in the engine's terms.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API concepts</a>
 */
public final class ApiCalls {
    private ApiCalls() {}

    /** Makes a request that changes nothing; once more if the server closed the connection, which it may at any time. */
    public static <T> T read(Request request, Supplier<T> call) {
        return twice(request, call, e -> closedByPeer(e) || e.getCode() == ApiErrors.UNAUTHORIZED);
    }

    /** The same for an object that may not be there. */
    public static <T> Optional<T> find(Request request, Supplier<T> call) {
        return Optional.ofNullable(read(request, () -> {
            try {
                return call.get();
            } catch (ResourceNotFoundException e) {
                return absent((KubernetesClientException) e.getCause());
            } catch (KubernetesClientException e) {
                return absent(e);
            }
        }));
    }

    private static <T> T absent(KubernetesClientException e) {
        if (ApiErrors.saysNotFound(e)) {
            return null;
        }
        throw e;
    }

    /**
     * Makes a request that changes something, once; again only after a 401, for then nobody has looked at it. One of several API servers answers so
     * while it starts.
     */
    public static <T> T change(Request request, Supplier<T> call) {
        return twice(request, call, e -> e.getCode() == ApiErrors.UNAUTHORIZED);
    }

    private static <T> T twice(Request request, Supplier<T> call, Predicate<KubernetesClientException> again) {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            if (!again.test(e)) {
                throw ApiErrors.of(request, e);
            }
        }
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            throw ApiErrors.of(request, e);
        }
    }

    private static boolean closedByPeer(KubernetesClientException e) {
        return ioCause(e)
                .filter(io -> !(io instanceof InterruptedIOException
                        || io instanceof ConnectException
                        || io instanceof UnknownHostException
                        || io instanceof SSLException))
                .isPresent();
    }

    private static Optional<IOException> ioCause(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io && !(cause.getCause() instanceof IOException)) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }
}
