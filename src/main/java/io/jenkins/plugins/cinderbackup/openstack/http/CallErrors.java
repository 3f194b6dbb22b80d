package io.jenkins.plugins.cinderbackup.openstack.http;

import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.security.GeneralSecurityException;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.api.exceptions.ResponseException;

/** Calls without an answer of the service, in the engine's words: does trying again help, and what is there to do. */
public final class CallErrors {
    private CallErrors() {}

    /**
     * No whole answer: the network, which passes, or a certificate that is not trusted, which does not.
     *
     * @param action what was asked for, as it reads after "cannot"
     */
    public static BackupException unreachable(String action, ConnectionException e) {
        String said = "Cannot " + action + ": " + e.getMessage();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return TransientException.interrupted(said, e);
            }
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                // Nothing was sent
                return TransientException.notCarriedOut(said, null, e);
            }
            if (cause instanceof GeneralSecurityException) {
                return PermanentException.of(
                        said + " (" + ServerText.oneLine(innermost(cause).getMessage()) + ")",
                        "give the PEM of the cloud's CA in 'caCertificate'",
                        "check that the certificate is valid and names this host");
            }
        }
        return new TransientException(said, e);
    }

    /** Only the innermost failure of a certificate's check says what is wrong with it, such as the day on which it expired. */
    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    /** What openstack4j's own code or our connector refused to accept, such as a redirect. */
    public static BackupException refused(String action, ResponseException e) {
        return PermanentException.of("Cannot " + action + ": " + e.getMessage());
    }
}
