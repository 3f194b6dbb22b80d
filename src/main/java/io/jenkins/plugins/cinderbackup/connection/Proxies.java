package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.HttpProxy;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;

/**
 * Jenkins' proxy in the words of the adapters. One that wants a user name is refused: Java's HTTP client sends a password for a tunnel to an https
 * server only if the JVM was started with {@code -Djdk.http.auth.tunneling.disabledSchemes=}, and once it has one to send it fails on each 401 without
 * a {@code WWW-Authenticate}.
 */
final class Proxies {
    private Proxies() {}

    /** The proxy with its exceptions; null for none. */
    @CheckForNull
    static HttpProxy forOpenstack(@CheckForNull ProxyConfiguration proxy) {
        return isSet(proxy) ? new HttpProxy(proxy.getName(), proxy.getPort(), exceptions(proxy)) : null;
    }

    /**
     * The proxy on the way to one server; null for none.
     *
     * @throws PermanentException if it wants a user name
     */
    @CheckForNull
    static String forUrl(String url, @CheckForNull ProxyConfiguration proxy) {
        refuseLogin(url, proxy);
        return isOnTheWay(url, proxy) ? "http://" + proxy.getName() + ":" + proxy.getPort() : null;
    }

    /** @throws PermanentException if a proxy that wants a user name is on the way to that server */
    static void refuseLogin(String url, @CheckForNull ProxyConfiguration proxy) {
        if (isOnTheWay(url, proxy) && proxy.getUserName() != null) {
            throw PermanentException.of(
                    "The proxy " + proxy.getName() + ":" + proxy.getPort() + " of Jenkins is on the way to " + host(url)
                            + ", and has a user name: that is not supported.",
                    "let the proxy admit the controller without a login, or add the host to 'No Proxy Host' in the configuration of Jenkins");
        }
    }

    private static boolean isOnTheWay(String url, @CheckForNull ProxyConfiguration proxy) {
        return isSet(proxy) && proxy.createProxy(host(url)) != Proxy.NO_PROXY;
    }

    @CheckForNull
    private static String host(String url) {
        try {
            return new URI(url.strip()).getHost();
        } catch (URISyntaxException e) {
            // Who connects says so, with what is wrong
            return null;
        }
    }

    private static boolean isSet(@CheckForNull ProxyConfiguration proxy) {
        return proxy != null && proxy.getName() != null;
    }

    private static List<String> exceptions(ProxyConfiguration proxy) {
        String hosts = proxy.getNoProxyHost();
        return hosts == null
                ? List.of()
                : Arrays.stream(hosts.split("[ \t\n,|]+"))
                        .filter(host -> !host.isEmpty())
                        .toList();
    }
}
