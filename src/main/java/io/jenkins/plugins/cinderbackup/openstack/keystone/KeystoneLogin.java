package io.jenkins.plugins.cinderbackup.openstack.keystone;

import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.http.CallErrors;
import io.jenkins.plugins.cinderbackup.openstack.http.Transport;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.core.transport.Config;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth.AuthScope;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;
import org.openstack4j.openstack.internal.OSAuthenticator;
import org.openstack4j.openstack.internal.OSClientSession.OSClientSessionV3;

/** Logs in to Keystone. What goes wrong is said with the hints that belong to it, and never with a secret. */
public final class KeystoneLogin {
    private static final Logger LOGGER = Logger.getLogger(KeystoneLogin.class.getName());

    private final CloudSettings settings;
    private final Config config;
    private final Ticker ticker;
    private final KeystoneVersion version;

    public KeystoneLogin(CloudSettings settings, Config config, Ticker ticker) {
        this.settings = settings;
        this.config = config;
        this.ticker = ticker;
        version = new KeystoneVersion(settings.authUrl(), Transport.of(config));
    }

    /**
     * @throws CredentialRefusedException if Keystone refuses who logs in
     * @throws PermanentException if Keystone refuses all else, or if it is not Keystone that answers
     * @throws TransientException if Keystone is not reached or is in trouble
     */
    public CloudToken logIn() {
        try {
            String url = version.url();
            Instant begin = ticker.now();
            var client = (OSClientSessionV3) OSAuthenticator.invoke(
                    request(), url, settings.endpointInterface().facing(), config, null);
            KeystoneToken token = (KeystoneToken) client.getToken();
            // The token must not carry the password through the life of a session; we log in again by ourselves.
            token.applyContext(url, (KeystoneAuth) null);
            if (token.getId() == null || token.getExpires() == null || token.getIssuedAt() == null) {
                throw failed("the answer holds no token");
            }
            LOGGER.log(
                    Level.FINE,
                    () -> "Logged in to " + settings.authUrl() + " as "
                            + settings.auth().describe());
            return CloudToken.of(token, begin);
        } catch (ConnectionException e) {
            throw beforehand(CallErrors.unreachable("log in to Keystone", e));
        } catch (ResponseException e) {
            throw mapped(e);
        } catch (IllegalArgumentException notUrl) {
            throw failed(notUrl.getMessage());
        }
    }

    private KeystoneAuth request() {
        if (settings.auth() instanceof CloudAuth.ApplicationCredential credential) {
            return new ApplicationCredentialAuth(credential);
        }
        CloudAuth.Password auth = (CloudAuth.Password) settings.auth();
        return new KeystoneAuth(
                auth.user(), auth.password().reveal(), auth.userDomain().identifier(), scope(auth));
    }

    /** Without its domain openstack4j would drop the name of a project. */
    private static AuthScope scope(CloudAuth.Password auth) {
        KeystoneRef domain = auth.projectDomain();
        return domain == null
                ? AuthScope.project(auth.project().identifier())
                : AuthScope.project(auth.project().identifier(), domain.identifier());
    }

    private RuntimeException mapped(ResponseException e) {
        int status = e.getStatus();
        if (status >= 500 || status == 429 || status == 408 || status == 409) {
            return TransientException.notCarriedOut(
                    "Keystone at " + settings.authUrl() + " answers " + status + ": " + e.getMessage(), null, e);
        }
        String seen = status >= 400 ? "answers " + status + ": " + e.getMessage() : e.getMessage();
        return isRefused(e) ? new CredentialRefusedException(findings(seen), null) : failed(seen);
    }

    /** Who logs in with an application credential that was deleted is told that there is none. */
    private boolean isRefused(ResponseException e) {
        return e.getStatus() == 401
                || e.getStatus() == 404
                        && settings.auth() instanceof CloudAuth.ApplicationCredential
                        && e.getMessage().contains("Application Credential");
    }

    /** Without a token the call itself was not made. */
    private static BackupException beforehand(BackupException failure) {
        return failure instanceof TransientException passing ? passing.beforehand() : failure;
    }

    private PermanentException failed(String seen) {
        return new PermanentException(findings(seen), null);
    }

    private List<Finding> findings(String seen) {
        return authenticationFailed("Keystone at " + settings.authUrl() + ", asked for "
                + settings.auth().describe() + ": " + seen);
    }

    /** The failure with the hints of a log-in, and what was seen. */
    public static List<Finding> authenticationFailed(String seen) {
        return List.of(
                Finding.of(
                        "Failed to authenticate with OpenStack",
                        "verify all OS_* variables / fields",
                        "check that the auth URL is reachable from the Jenkins controller",
                        "ensure that the user has the `member` role on the project"),
                Finding.of(seen));
    }
}
