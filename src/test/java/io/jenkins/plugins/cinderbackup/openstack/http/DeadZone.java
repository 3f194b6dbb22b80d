package io.jenkins.plugins.cinderbackup.openstack.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.openstack4j.api.exceptions.ConnectionException;

/** A process in which every name hangs the resolver, as in a zone whose servers are dead: calls to eight such names, then one to a server by its address. */
public final class DeadZone {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private DeadZone() {}

    /** @param arguments the URL of the server that is reached by its address; the process ends with 0 if it answered */
    public static void main(String[] arguments) {
        ConnectionSettings settings = new ConnectionSettings(null, null, LIMIT, LIMIT);
        for (int cloud = 0; cloud < 8; cloud++) {
            String name = "http://keystone" + cloud + ".dead.example/v3";
            Thread thread = new Thread(() -> send(settings, name));
            thread.setDaemon(true);
            thread.start();
        }
        while (Thread.getAllStackTraces().values().stream()
                        .flatMap(java.util.Arrays::stream)
                        .filter(frame -> frame.getMethodName().equals("getAllByName0"))
                        .count()
                < 2) {
            Thread.onSpinWait();
        }
        System.exit(send(settings, arguments[0]) ? 0 : 1);
    }

    private static boolean send(ConnectionSettings settings, String url) {
        try {
            return Transport.of(settings)
                            .send(HttpRequest.newBuilder(URI.create(url)).build())
                            .status()
                    == 204;
        } catch (ConnectionException e) {
            System.out.println(e.getMessage());
            return false;
        }
    }
}
