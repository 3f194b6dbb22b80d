package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.openstack.HttpProxy;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** Jenkins' proxy in the words of the adapters. */
final class Proxies {
    private Proxies() {}

    /** The proxy with its exceptions; null for none. */
    @CheckForNull
    static HttpProxy forOpenstack(@CheckForNull ProxyConfiguration proxy) {
        return isSet(proxy) ? new HttpProxy(proxy.getName(), proxy.getPort(), exceptions(proxy)) : null;
    }

    /** The proxy on the way to one server; null for none. */
    @CheckForNull
    static String forUrl(String url, @CheckForNull ProxyConfiguration proxy) {
        if (!isSet(proxy)) {
            return null;
        }
        String host = URI.create(url.strip()).getHost();
        return proxy.createProxy(host) == Proxy.NO_PROXY ? null : "http://" + proxy.getName() + ":" + proxy.getPort();
    }

    private static boolean isSet(@CheckForNull ProxyConfiguration proxy) {
        return proxy != null && proxy.getName() != null;
    }

    private static List<String> exceptions(ProxyConfiguration proxy) {
        String hosts = proxy.getNoProxyHost();
        return hosts == null
                ? List.of()
                : Arrays.stream(hosts.split("[ \t\n,|]+")).filter(host -> !host.isEmpty()).toList();
    }
}
