package io.jenkins.plugins.cinderbackup.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A repository server that accepts connections and never says a word. */
final class HangingServer implements AutoCloseable {
    private final ServerSocket socket;

    HangingServer(String address) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getByName(address));
    }

    String repository() {
        return "rest:http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
