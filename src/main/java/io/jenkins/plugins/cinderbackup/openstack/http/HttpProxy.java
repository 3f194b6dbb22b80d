package io.jenkins.plugins.cinderbackup.openstack.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The HTTP proxy between the controller and OpenStack.
 *
 * @param direct hosts that are reached without it; {@code *} stands for any text
 */
public record HttpProxy(String host, int port, List<String> direct) {
    public HttpProxy {
        direct = List.copyOf(direct);
    }

    ProxySelector selector() {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(isDirect(uri.getHost()) ? Proxy.NO_PROXY : proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // There is no second proxy to turn to; the call itself reports the failure.
            }
        };
    }

    private boolean isDirect(String target) {
        return direct.stream()
                .map(pattern -> Pattern.quote(pattern).replace("*", "\\E.*\\Q"))
                .anyMatch(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                        .matcher(target)
                        .matches());
    }
}
