package io.jenkins.plugins.cinderbackup.openstack;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** A whole HTTP answer, body included. */
record Reply(int status, HttpHeaders headers, byte[] bytes) {
    /** The body as text; OpenStack's JSON is UTF-8. */
    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Without the body and the headers: one of them holds the token. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + bytes.length + " bytes";
    }
}
