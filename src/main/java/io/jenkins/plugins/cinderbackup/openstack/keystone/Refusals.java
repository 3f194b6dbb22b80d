package io.jenkins.plugins.cinderbackup.openstack.keystone;

import io.jenkins.plugins.cinderbackup.model.Backoff;
import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The log-ins that Keystone has refused. The same one is not tried again for a while, whatever asks for it: runs, their clean-up, the background removal and
 * those of other jobs together would else lock the account. It is the value that is remembered, so that a credential that was changed is tried at once.
 *
 * @see <a href="https://docs.openstack.org/keystone/latest/admin/configuration.html#setting-an-account-lockout-threshold">Keystone, account lockout</a>
 */
public final class Refusals {
    /** Doubling with each further refusal: an account that was locked for a while, or got its role late, is found again. */
    private static final Backoff PAUSES = new Backoff(Duration.ofMinutes(5), Duration.ofHours(4));

    private final Ticker ticker;
    private final Map<Key, Refusal> refusals = new HashMap<>();

    /** Where and with what; it does not print the secret. */
    private record Key(String keystone, CloudAuth auth) {}

    private record Refusal(int times, Instant at, List<Finding> findings) {
        Instant end() {
            return at.plus(PAUSES.doubled(times));
        }
    }

    public Refusals(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Logs in, unless the same was refused a short while ago.
     *
     * @throws CredentialRefusedException if it is refused, or was
     */
    public CloudToken logIn(CloudSettings settings, Supplier<CloudToken> login) {
        Key key = key(settings);
        refuseAgain(key);
        try {
            CloudToken token = login.get();
            forget(settings);
            return token;
        } catch (CredentialRefusedException e) {
            remember(key, e);
            throw e;
        }
    }

    /** Lets the next log-in with these settings be tried. */
    public synchronized void forget(CloudSettings settings) {
        refusals.remove(key(settings));
    }

    private synchronized void refuseAgain(Key key) {
        Refusal known = refusals.get(key);
        if (known != null && ticker.now().isBefore(known.end())) {
            List<Finding> findings = new ArrayList<>(known.findings);
            findings.add(
                    Finding.of(
                            "Keystone refused the same log-in at " + known.at + ": it is not tried again before "
                                    + known.end() + ", so that the account is not locked",
                            "correct the credential: another value is tried at once",
                            "if it was the account or its roles that were wrong, press 'Test connection' of the cloud: a log-in that succeeds ends the wait"));
            throw new CredentialRefusedException(findings, null);
        }
    }

    private synchronized void remember(Key key, CredentialRefusedException refused) {
        Instant now = ticker.now();
        refusals.values()
                .removeIf(refusal -> refusal.end().plus(PAUSES.longest()).isBefore(now));
        Refusal before = refusals.get(key);
        refusals.put(key, new Refusal(before == null ? 1 : before.times + 1, now, refused.findings()));
    }

    private static Key key(CloudSettings settings) {
        return new Key(CloudSettings.endpointOf(settings.authUrl()), settings.auth());
    }
}
