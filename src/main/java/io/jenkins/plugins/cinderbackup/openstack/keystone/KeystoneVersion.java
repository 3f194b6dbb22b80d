package io.jenkins.plugins.cinderbackup.openstack.keystone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.Reply;
import io.jenkins.plugins.cinderbackup.openstack.http.ServerText;
import io.jenkins.plugins.cinderbackup.openstack.http.Transport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.openstack4j.api.exceptions.ClientResponseException;
import org.openstack4j.api.exceptions.ConnectionException;

/**
 * Where Keystone's Identity API v3 is, for an auth URL with or without the version. Of the links in the version document only the path counts: behind a
 * proxy they often name another scheme or host, and a password must not go there.
 *
 * @see <a href="https://docs.openstack.org/api-ref/identity/v3/#list-versions">Identity API, versions</a>
 */
final class KeystoneVersion {
    private static final Logger LOGGER = Logger.getLogger(KeystoneVersion.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String V3 = "/v3";

    private final String authUrl;
    private final Transport transport;
    /** Once it is known; a server that is in trouble is asked again. */
    @CheckForNull
    private volatile String known;

    KeystoneVersion(String authUrl, Transport transport) {
        this.authUrl = authUrl;
        this.transport = transport;
    }

    /**
     * The URL of v3, without a slash at its end.
     *
     * @throws ConnectionException if there is no answer
     * @throws PermanentException if there is no v3
     */
    String url() {
        String url = known;
        if (url == null) {
            url = authUrl.endsWith(V3) ? authUrl : discovered();
            known = url;
        }
        return url;
    }

    private String discovered() {
        URI base = URI.create(authUrl);
        JsonNode versions = versions(URI.create(authUrl + "/"));
        if (versions.isEmpty()) {
            // A gateway may publish nothing but the paths of v3
            return authUrl + V3;
        }
        JsonNode v3 = StreamSupport.stream(versions.spliterator(), false)
                .filter(version -> version.path("id").asText().matches("v3(\\..*)?"))
                .findFirst()
                .orElseThrow(() -> PermanentException.of(
                        "Keystone at " + authUrl + " offers the Identity API " + ids(versions) + " only, wanted is v3",
                        "give the URL of a Keystone that has v3, as https://keystone.example.org/v3"));
        return link(v3).map(URI::getRawPath)
                .map(path -> path.replaceFirst("/+$", ""))
                .filter(path -> path.startsWith(base.getRawPath() + "/") && path.endsWith(V3))
                .map(path -> base.resolve(path).toString())
                .orElse(authUrl + V3);
    }

    private static String ids(JsonNode versions) {
        return ServerText.oneLine(StreamSupport.stream(versions.spliterator(), false)
                .map(version -> version.path("id").asText())
                .collect(Collectors.joining(", ")));
    }

    /** The list of versions, or nothing if the answer is something else. */
    private JsonNode versions(URI uri) {
        try {
            Reply reply = transport.send(HttpRequest.newBuilder(uri)
                    .header("Accept", "application/json")
                    .build());
            return JSON.readTree(reply.body()).path("versions").path("values");
        } catch (ClientResponseException | JsonProcessingException e) {
            LOGGER.log(Level.FINE, e, () -> "No versions at " + uri);
            return JSON.missingNode();
        }
    }

    private static Optional<URI> link(JsonNode version) {
        return StreamSupport.stream(version.path("links").spliterator(), false)
                .filter(link -> link.path("rel").asText().equals("self"))
                .map(link -> link.path("href").asText())
                .findFirst()
                .map(KeystoneVersion::uri);
    }

    @CheckForNull
    private static URI uri(String href) {
        try {
            return URI.create(href);
        } catch (IllegalArgumentException notUri) {
            return null;
        }
    }
}
