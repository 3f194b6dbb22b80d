package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.http.Reply;
import io.jenkins.plugins.cinderbackup.openstack.http.ServerText;
import io.jenkins.plugins.cinderbackup.openstack.keystone.KeystoneLogin;
import java.time.Duration;
import java.util.Optional;

/** Cinder's answers in the engine's words: does trying again help, and what is there to do. */
final class CinderErrors {
    /** What Cinder names in a 404 where the service is missing that makes and removes its backups. */
    static final String BACKUP_SERVICE = "cinder-backup";

    private CinderErrors() {}

    /**
     * @param action what was asked for, as it reads after "cannot": {@code create a snapshot of volume 42}
     * @param reply an answer of status 400 or above
     */
    static BackupException of(String action, Reply reply) {
        if (reply.status() == 404 && !reply.body().contains("\"itemNotFound\"")) {
            return notCinder(action, reply);
        }
        String said = "Cannot " + action + ": Cinder answers " + reply.status() + ": " + ServerText.of(reply.body())
                + request(reply);
        Optional<Duration> retryAfter = reply.retryAfter();
        return switch (reply.status()) {
            case 401 ->
                new CredentialRefusedException(
                        KeystoneLogin.authenticationFailed(
                                said + " (the token is new: Cinder does not accept what Keystone has just issued)"),
                        null);
            case 403 ->
                PermanentException.of(
                        said,
                        "ensure that the user has the `member` role on the project",
                        "ask the cloud's administrator to allow it");
            case 404 ->
                said.contains(BACKUP_SERVICE)
                        // Services come back
                        ? TransientException.notCarriedOut(
                                said + " (the cloud's administrator must start the service)", null, null)
                        : wrong(said);
            case 409, 425, 429 -> TransientException.notCarriedOut(said, retryAfter.orElse(null), null);
            case 408 -> new TransientException(said, retryAfter.orElse(null), null);
            case 413 -> tooMuch(said, retryAfter);
            default ->
                reply.status() >= 500 ? new TransientException(said, retryAfter.orElse(null), null) : wrong(said);
        };
    }

    private static PermanentException wrong(String said) {
        return PermanentException.of(
                said,
                "check the settings that the message names, such as `temporaryVolume.volumeType` and `temporaryVolume.availabilityZone`,"
                        + " or `type` and `availability` of the storage class of a restored PVC",
                "check that the catalog's endpoint of block storage is Cinder's, and ask the cloud's administrator with the request's id");
    }

    /** What the cloud's operators need to find the request in their logs. */
    private static String request(Reply reply) {
        return reply.headers()
                .firstValue("X-Openstack-Request-Id")
                .map(id -> " (" + ServerText.oneLine(id) + ")")
                .orElse("");
    }

    /** A quota is a 413 with {@code Retry-After: 0}; a rate limiter's 413 says how long to wait. */
    private static BackupException tooMuch(String said, Optional<Duration> retryAfter) {
        return retryAfter.filter(wait -> !wait.isZero()).isPresent()
                ? TransientException.notCarriedOut(said, retryAfter.get(), null)
                : PermanentException.of(
                        said,
                        "remove snapshots or volumes that are not needed, or lower `snapshot.retention`",
                        "ask for a higher quota");
    }

    /** An answer that is not of Cinder: a gateway's page, a load balancer that lost its back end. Such things pass. */
    static BackupException notCinder(String action, Reply reply) {
        return new TransientException(
                "Cannot " + action + ": the answer (" + reply.status() + ") is not Cinder's: "
                        + ServerText.of(reply.body()),
                null);
    }
}
