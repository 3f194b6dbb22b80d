package io.jenkins.plugins.cinderbackup.openstack.keystone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.openstack.http.CallErrors;
import io.jenkins.plugins.cinderbackup.openstack.http.JdkHttpResponse;
import io.jenkins.plugins.cinderbackup.openstack.http.Reply;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.openstack.internal.BaseOpenStackService;

/**
 * Keystone's document of a token, with what openstack4j's model of it leaves out.
 *
 * @see <a href="https://docs.openstack.org/api-ref/identity/v3/#validate-and-show-information-for-token">Identity API</a>
 */
public final class TokenApi extends BaseOpenStackService {
    private static final Logger LOGGER = Logger.getLogger(TokenApi.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    public TokenApi() {
        super(ServiceType.IDENTITY, endpoint -> endpoint);
    }

    /** What Keystone says of the session's own token, or empty if it does not say that to everybody. */
    public Optional<JsonNode> ownDocument(String tokenId) {
        try {
            Reply reply = ((JdkHttpResponse) request(HttpMethod.GET, Void.class, "/auth/tokens")
                            .header("X-Subject-Token", tokenId)
                            // Keystone hides a token with access rules from whoever does not say that he knows of them
                            .header("OpenStack-Identity-Access-Rules", "1.0")
                            .param("nocatalog", "")
                            .executeWithResponse())
                    .reply();
            if (reply.status() != OK) {
                LOGGER.log(Level.FINE, () -> "Keystone does not show a token to its own: " + reply.status());
                return Optional.empty();
            }
            return Optional.of(JSON.readTree(reply.body()));
        } catch (ConnectionException e) {
            throw CallErrors.unreachable("read the access rules of the application credential", e);
        } catch (ResponseException e) {
            throw CallErrors.refused("read the access rules of the application credential", e);
        } catch (JsonProcessingException e) {
            LOGGER.log(
                    Level.FINE,
                    () -> "Keystone's answer is not JSON: " + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
