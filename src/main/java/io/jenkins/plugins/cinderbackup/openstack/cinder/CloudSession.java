package io.jenkins.plugins.cinderbackup.openstack.cinder;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.openstack.http.CatalogResolver;
import io.jenkins.plugins.cinderbackup.openstack.http.TokenRenewal;
import io.jenkins.plugins.cinderbackup.openstack.http.Transport;
import io.jenkins.plugins.cinderbackup.openstack.keystone.AccessRules;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudAuth;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudToken;
import io.jenkins.plugins.cinderbackup.openstack.keystone.KeystoneLogin;
import io.jenkins.plugins.cinderbackup.openstack.keystone.Refusals;
import io.jenkins.plugins.cinderbackup.openstack.keystone.TokenApi;
import io.jenkins.plugins.cinderbackup.openstack.keystone.TokenHolder;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.openstack4j.model.identity.v3.Endpoint;
import org.openstack4j.openstack.OSFactory;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * One project of one cloud: its token, its endpoints, its microversion. openstack4j keeps "the session" in a thread-local that all
 * its services use, so {@link #call} sets it for the length of one call, and nothing else makes openstack4j sessions.
 */
final class CloudSession {
    private final CloudSettings settings;
    private final Transport transport;
    private final TokenHolder tokens;
    /** Set by the first call; the server's maximum does not shrink while a controller lives. */
    @CheckForNull
    private volatile Microversion microversion;
    /** What is known to be let through. */
    private final Set<List<AccessRule>> allowed = ConcurrentHashMap.newKeySet();

    CloudSession(CloudSettings settings, Refusals refusals, Ticker ticker) {
        this.settings = settings;
        transport = Transport.of(settings.connection());
        KeystoneLogin login = new KeystoneLogin(settings, transport.config(), ticker);
        tokens = new TokenHolder(() -> refusals.logIn(settings, login::logIn), ticker);
    }

    /** Runs a call to block storage as this project. Calls do not nest. */
    <T> T call(Supplier<T> call) {
        return inSession(() -> {
            Microversion agreed = microversion;
            if (agreed == null) {
                agreed = Microversion.negotiate();
                microversion = agreed;
            }
            open(tokens.token(), agreed);
            return call.get();
        });
    }

    /**
     * Looks whether the credential lets these requests through. To be asked before the first call, which would answer a missing rule like a wrong
     * password; once all are there, nothing is sent for them any more.
     *
     * @throws PermanentException with all that are missing
     */
    void require(List<AccessRule> needed) {
        if (!(settings.auth() instanceof CloudAuth.ApplicationCredential) || allowed.contains(needed)) {
            return;
        }
        Findings missing = new Findings();
        inSession(() -> {
                    CloudToken token = tokens.token();
                    String endpoint = endpoint(token).getUrl().toString();
                    new TokenApi()
                            .ownDocument(token.id())
                            .map(document -> AccessRules.missing(document, endpoint, needed))
                            .ifPresent(missing::addAll);
                    return missing;
                })
                .throwIfAny();
        allowed.add(needed);
    }

    private Endpoint endpoint(CloudToken token) {
        return CatalogResolver.endpoint(
                token.keystone(), settings.endpointInterface().facing(), settings.region());
    }

    /** A project's id is no other's, whatever the address; each region has volumes of its own. */
    Site site() {
        return call(() -> {
            CloudToken token = tokens.token();
            String project = token.keystone().getProject() == null
                    ? null
                    : token.keystone().getProject().getId();
            String id = project == null
                    ? null
                    : "project " + project + " in region " + CatalogResolver.region(endpoint(token));
            return new Site(id, settings.authUrl());
        });
    }

    /** What this project sees of itself: who it is, where block storage is, and what of the quota is left. */
    CloudReport report() {
        return call(() -> {
            CloudToken current = tokens.token();
            KeystoneToken token = current.keystone();
            return new CloudReport(
                    token.getUser().getName(),
                    token.getProject() == null ? null : token.getProject().getName(),
                    List.copyOf(roles(token)),
                    CatalogResolver.region(endpoint(current)),
                    "3."
                            + Objects.requireNonNull(microversion, "agreed upon by the call")
                                    .minor(),
                    readQuota());
        });
    }

    /** The names of the user's roles on the project, in their order. */
    SortedSet<String> roles() {
        return call(() -> roles(tokens.token().keystone()));
    }

    private static SortedSet<String> roles(KeystoneToken token) {
        SortedSet<String> names = new TreeSet<>();
        if (token.getRoles() != null) {
            token.getRoles().forEach(role -> names.add(role.getName()));
        }
        return names;
    }

    /** The version of the API that both sides know. */
    Microversion microversion() {
        return call(() -> Objects.requireNonNull(microversion, "agreed upon by the call"));
    }

    /** The project's quota. */
    StorageQuota quota() {
        return call(CloudSession::readQuota);
    }

    private static StorageQuota readQuota() {
        return CinderJson.quota(CinderApi.get("read the project's quota", "/limits"));
    }

    private <T> T inSession(Supplier<T> call) {
        return TokenRenewal.during(this::renew, () -> {
            try {
                open(tokens.token(), microversion);
                return call.get();
            } finally {
                // openstack4j offers no way to clear its thread-local; an empty session holds no token.
                OSFactory.clientFromToken(new KeystoneToken());
            }
        });
    }

    private void open(CloudToken token, @CheckForNull Microversion version) {
        OSFactory.clientFromToken(token.keystone(), settings.endpointInterface().facing(), transport.config())
                .useRegion(settings.region())
                .headers(version == null ? Map.of() : version.headers());
    }

    /** Goes on with a token other than the rejected one. */
    private String renew(String rejectedId) {
        CloudToken token = tokens.tokenInsteadOf(rejectedId);
        open(token, microversion);
        return token.id();
    }
}
