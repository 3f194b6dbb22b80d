package io.jenkins.plugins.cinderbackup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What restic's own tests of the protocol do not show: versions of the listing, refusals and faults. */
class ResticRestServerTest {
    /** SHA-256 of "hello". */
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ResticRestServer server;

    @BeforeEach
    void start() throws IOException {
        server = ResticRestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url("r").substring("rest:".length()) + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private int save(String path) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString("hello"))).statusCode();
    }

    @Test
    void bothVersionsOfTheListing() throws Exception {
        assertThat(save("/data/" + HELLO)).isEqualTo(200);
        assertThat(send(request("/data/")).body()).isEqualTo("[\"" + HELLO + "\"]");
        HttpResponse<String> v2 = send(request("/data/").header("Accept", "application/vnd.x.restic.rest.v2"));
        assertThat(v2.body()).isEqualTo("[{\"name\":\"" + HELLO + "\",\"size\":5}]");
        assertThat(v2.headers().firstValue("Content-Type")).contains("application/vnd.x.restic.rest.v2");
        assertThat(send(request("/keys/")).body()).isEqualTo("[]");
    }

    @Test
    void partsOfAFile() throws Exception {
        save("/data/" + HELLO);
        HttpResponse<String> part = send(request("/data/" + HELLO).header("Range", "bytes=1-2"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("el");
        assertThat(send(request("/data/" + HELLO).header("Range", "bytes=9-")).statusCode())
                .isEqualTo(416);
    }

    @Test
    void aDamagedOrRepeatedFileIsNotSaved() throws Exception {
        assertThat(save("/data/" + HELLO.replace('2', '3'))).isEqualTo(400);
        assertThat(save("/config")).isEqualTo(200);
        assertThat(save("/config")).isEqualTo(403);
    }

    @Test
    void aWipedRepositoryIsGoneAndOthersStay() throws Exception {
        save("/data/" + HELLO);
        server.wipe("other");
        assertThat(server.count("r", "data")).isEqualTo(1);
        assertThat(server.size("r")).isEqualTo(5);
        server.wipe("r");
        assertThat(send(request("/data/" + HELLO)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 200, 200", "REFUSE_WRITES, 200, 403", "FULL, 200, 507", "UNAVAILABLE, 503, 503"})
    void faults(ResticRestServer.Fault fault, int read, int write) throws Exception {
        server.setFault(fault);
        assertThat(send(request("/locks/")).statusCode()).isEqualTo(read);
        assertThat(save("/locks/" + HELLO)).isEqualTo(write);
    }

    @Test
    void droppedConnections() {
        server.setFault(ResticRestServer.Fault.DROP_CONNECTIONS);
        assertThatThrownBy(() -> send(request("/config"))).isInstanceOf(IOException.class);
    }

    @Test
    void withoutTheLoginNothingIsServed() throws Exception {
        server.close();
        server = ResticRestServer.startWithLogin("bob", "secret");
        assertThat(send(request("/config")).statusCode()).isEqualTo(401);
        assertThat(send(request("/config").header("Authorization", "Basic Ym9iOnNlY3JldA=="))
                        .statusCode())
                .isEqualTo(404);
    }
}
