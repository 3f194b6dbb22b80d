package hudson;

import hudson.model.Describable;
import hudson.model.Saveable;
import hudson.util.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;

public final class ProxyConfiguration implements Describable<ProxyConfiguration>, Saveable, Serializable {
    private static final long serialVersionUID = 1L;

    public final String name;
    public final int port;
    public String noProxyHost;

    private final String userName;
    private final Secret secretPassword;

    @DataBoundConstructor
    public ProxyConfiguration(String name, int port) {
        this(name, port, null, null, null);
    }

    public ProxyConfiguration(String name, int port, String userName, String password, String noProxyHost) {
        this.name = Util.fixEmptyAndTrim(name);
        this.port = port;
        this.userName = Util.fixEmptyAndTrim(userName);
        this.secretPassword = Util.fixEmptyAndTrim(password) == null ? null : Secret.fromString(password.trim());
        this.noProxyHost = Util.fixEmptyAndTrim(noProxyHost);
    }

    public String getName() {
        return name;
    }

    public int getPort() {
        return port;
    }

    public String getUserName() {
        return userName;
    }

    public Secret getSecretPassword() {
        return secretPassword;
    }

    public String getNoProxyHost() {
        return noProxyHost;
    }

    public List<Pattern> getNoProxyHostPatterns() {
        return getNoProxyHostPatterns(noProxyHost);
    }

    /** Host names, parted by blanks, commas or bars; a star stands for any characters. */
    public static List<Pattern> getNoProxyHostPatterns(String noProxyHost) {
        return noProxyHost == null
                ? List.of()
                : Stream.of(noProxyHost.split("[ \t\n,|]+"))
                        .filter(host -> !host.isEmpty())
                        .map(host -> Pattern.compile(host.replace(".", "\\.").replace("*", ".*")))
                        .toList();
    }

    public Proxy createProxy(String host) {
        boolean direct = host != null
                && getNoProxyHostPatterns().stream()
                        .anyMatch(pattern -> pattern.matcher(host).matches());
        return direct ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, new InetSocketAddress(name, port));
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException("a proxy is not saved here");
    }
}
