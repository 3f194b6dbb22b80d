package io.jenkins.plugins.cinderbackup.openstack.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;

/** Why there is no answer, and what to do. Java says little: its failure of a refused connection and that of an unknown host have the same class, and no message. */
final class Unreachable {
    private Unreachable() {}

    /** In words, as it reads after the request. */
    static String because(Throwable failure, URI uri) {
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return "unknown host " + uri.getHost() + ": check the name, and that the Jenkins controller's DNS knows it";
        }
        if (has(failure, HttpConnectTimeoutException.class)) {
            return "no connection in time: check host, port and http or https, and that no firewall is between the Jenkins controller and it";
        }
        if (has(failure, NoRouteToHostException.class)) {
            return "no route to host " + uri.getHost() + ": check the network between the Jenkins controller and it";
        }
        if (failure instanceof ConnectException && message(failure).isEmpty()) {
            return "connection refused by " + uri.getAuthority()
                    + ": check the port, and that the service, or the proxy before it, is up";
        }
        return words(failure);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static Optional<String> message(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst();
    }

    /** The first message that there is; where there is none, the kind of failure is what there is to say. */
    private static String words(Throwable failure) {
        return message(failure)
                .map(message -> kind(failure) + ServerText.oneLine(message))
                .orElse(
                        has(failure, ClosedChannelException.class)
                                ? "the connection was closed"
                                : kind(failure) + "no details");
    }

    private static String kind(Throwable failure) {
        return failure.getClass() == IOException.class
                ? ""
                : failure.getClass()
                                .getSimpleName()
                                .replaceFirst("Exception$", "")
                                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        + ": ";
    }
}
