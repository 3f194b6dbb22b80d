package io.jenkins.plugins.cinderbackup.openstack.http;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How the connector, to which openstack4j gives nothing but a request, comes to another token for the session that its thread is in. */
public final class TokenRenewal {
    private static final ThreadLocal<UnaryOperator<String>> CURRENT = new ThreadLocal<>();

    private TokenRenewal() {}

    /**
     * Runs a call in a session.
     *
     * @param renewal from the id of a rejected token to that of another one, with which the session goes on
     */
    public static <T> T during(UnaryOperator<String> renewal, Supplier<T> call) {
        CURRENT.set(renewal);
        try {
            return call.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** Empty outside of any session, as during a log-in. */
    static Optional<String> insteadOf(String rejectedId) {
        return Optional.ofNullable(CURRENT.get()).map(renewal -> renewal.apply(rejectedId));
    }
}
