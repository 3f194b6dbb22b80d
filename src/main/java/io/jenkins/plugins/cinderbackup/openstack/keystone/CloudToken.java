package io.jenkins.plugins.cinderbackup.openstack.keystone;

import java.time.Duration;
import java.time.Instant;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * A token and its catalog.
 *
 * @param keystone openstack4j's form, without the credentials; it must not be printed, for it prints its id
 * @param renewAt when a new one should take over, on our clock
 */
public record CloudToken(KeystoneToken keystone, Instant renewAt) {
    /** A backup's call, its retries and a busy Keystone fit in this. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /**
     * Its life is measured from the log-in's beginning on our clock, so that the server's clock may be off.
     *
     * @param askedAt when the log-in began
     */
    static CloudToken of(KeystoneToken token, Instant askedAt) {
        Duration life = Duration.between(
                token.getIssuedAt().toInstant(), token.getExpires().toInstant());
        Duration margin = life.dividedBy(10).compareTo(MARGIN) < 0 ? life.dividedBy(10) : MARGIN;
        return new CloudToken(token, askedAt.plus(life).minus(margin));
    }

    /** What each call is sent with. It is a secret. */
    public String id() {
        return keystone.getId();
    }

    @Override
    public String toString() {
        return "CloudToken[renewAt=" + renewAt + "]";
    }
}
