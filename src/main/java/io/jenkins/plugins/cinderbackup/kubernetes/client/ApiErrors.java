package io.jenkins.plugins.cinderbackup.kubernetes.client;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What became of a request that failed, in the engine's terms: what passes by itself, and what somebody has to do. */
public final class ApiErrors {
    private static final int NOT_FOUND = 404;
    /** The object is there already, or is not as the request takes it to be. */
    public static final int CONFLICT = 409;

    static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;
    private static final int SHOWN = 600;

    private ApiErrors() {}

    /** Only the API server's own words count: a gateway's 404 says nothing about the object. */
    static boolean saysNotFound(KubernetesClientException e) {
        return e.getCode() == NOT_FOUND
                && e.getStatus() != null
                && "NotFound".equals(e.getStatus().getReason());
    }

    /** What is to be said of the failure of a request. */
    public static BackupException of(Request request, KubernetesClientException e) {
        int code = e.getCode();
        if (code <= 0) {
            return unreachable(request, e);
        }
        String failed = "Kubernetes refused to " + request.describe() + ": ";
        String said = said(e);
        String couldNot = "The Kubernetes API server could not " + request.describe() + " (" + code + "): " + said;
        if (code == TOO_MANY) {
            return TransientException.notCarriedOut(couldNot, retryAfter(e), e);
        }
        if (code == TIMEOUT || code >= SERVER_ERROR) {
            return new TransientException(couldNot, retryAfter(e), e);
        }
        return switch (code) {
            case CONFLICT -> TransientException.notCarriedOut(failed + said, null, e);
            case UNAUTHORIZED ->
                new CredentialRefusedException(
                        List.of(
                                Finding.of(
                                        "The Kubernetes API server does not accept the credential (401), at: "
                                                + request.describe() + ".",
                                        "The token may have expired or been revoked, or belong to another cluster: store a valid one in the credential.")),
                        e);
            case FORBIDDEN -> forbidden(request, failed, said, e);
            case NOT_FOUND ->
                saysNotFound(e)
                        ? permanent(e, failed + said, notFoundHint(request, e))
                        : new TransientException(
                                "Could not " + request.describe()
                                        + ": the answer (404) is not the Kubernetes API server's: " + said,
                                e);
            default ->
                permanent(
                        e,
                        failed + "(" + code + ") " + said + fields(e),
                        "correct what the message names; if it names nothing, check that the server URL leads to a Kubernetes API server, and see its log");
        };
    }

    private static PermanentException forbidden(
            Request request, String failed, String said, KubernetesClientException e) {
        if (said.contains("exceeded quota") || said.contains("failed quota")) {
            return permanent(
                    e, failed + said, "Raise the ResourceQuota, lower 'resources', or choose another 'job.namespace'.");
        }
        if (said.contains("because it is being terminated")) {
            return permanent(
                    e,
                    failed + said,
                    "The namespace is being deleted: choose another `job.namespace`, or run the backup again when it is back.");
        }
        // The authorizer's words, as against those of an admission plugin or webhook
        if (said.contains(" cannot " + request.verb() + " resource ")) {
            return permanent(e, "Forbidden: " + request.permission() + ". " + said, request.rule());
        }
        return permanent(
                e,
                failed + said,
                "A policy of the cluster (admission, LimitRange, Pod Security) says no; its words are above.");
    }

    private static String notFoundHint(Request request, KubernetesClientException e) {
        boolean namespaceMissing = namesNamespace(e);
        return namespaceMissing
                ? "Create the namespace '" + request.namespace() + "', or correct its name."
                : "check the name, and the server URL";
    }

    /** Whether a 404 means that the namespace itself does not exist. */
    static boolean namesNamespace(KubernetesClientException e) {
        StatusDetails details = e.getStatus() == null ? null : e.getStatus().getDetails();
        return e.getCode() == NOT_FOUND && details != null && "namespaces".equals(details.getKind());
    }

    /** Whether a call failed for that reason. */
    public static boolean namespaceIsMissing(PermanentException failure) {
        return failure.getCause() instanceof KubernetesClientException said && namesNamespace(said);
    }

    private static PermanentException permanent(KubernetesClientException e, String message, String... hints) {
        return new PermanentException(Finding.of(message, hints), e);
    }

    private static String said(KubernetesClientException e) {
        Status status = e.getStatus();
        String message = status == null || status.getMessage() == null ? "no message" : status.getMessage();
        return Printable.text(message, SHOWN);
    }

    /** The fields that a 422 complains of, where the message itself was cut off before them. */
    private static String fields(KubernetesClientException e) {
        StatusDetails details = e.getStatus() == null ? null : e.getStatus().getDetails();
        if (details == null
                || details.getCauses() == null
                || details.getCauses().isEmpty()) {
            return "";
        }
        return details.getCauses().stream()
                .map(cause -> String.valueOf(cause.getField()))
                .distinct()
                .collect(Collectors.joining(", ", " Fields: ", "."));
    }

    private static Duration retryAfter(KubernetesClientException e) {
        StatusDetails details = e.getStatus() == null ? null : e.getStatus().getDetails();
        Integer seconds = details == null ? null : details.getRetryAfterSeconds();
        return seconds == null || seconds <= 0 ? null : Duration.ofSeconds(seconds);
    }

    private static BackupException unreachable(Request request, KubernetesClientException e) {
        String failed = "Could not " + request.describe() + ": ";
        if (Thread.currentThread().isInterrupted()) {
            // The client words it as if the server had been slow
            return TransientException.interrupted(failed + "the call was interrupted.", e);
        }
        boolean unknownHost = false;
        boolean sent = true;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            unknownHost |= cause instanceof UnknownHostException;
            sent &= !(cause instanceof UnknownHostException || cause instanceof ConnectException);
            if (cause instanceof BackupException known) {
                return known;
            }
            if (cause instanceof TimeoutException || cause instanceof InterruptedIOException) {
                return new TransientException(failed + "the Kubernetes API server did not answer in time.", e);
            }
            if (cause instanceof GeneralSecurityException
                    || cause instanceof javax.net.ssl.SSLPeerUnverifiedException) {
                return permanent(
                        e,
                        failed + "the TLS certificate of the Kubernetes API server is not trusted: "
                                + Printable.text(innermost(cause).getMessage(), SHOWN) + ".",
                        "give the CA that signed it as `caCertificate` and the host name that is in it, and check that it has not expired");
            }
        }
        // The outermost cause names host and port; those within it say less and less
        Throwable why = e.getCause() == null ? e : e.getCause();
        while (why.getCause() != null && why.getCause().toString().equals(why.getMessage())) {
            // One that only passes its cause on, whose class nobody wants to read of
            why = why.getCause();
        }
        String words = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        String message = failed + (unknownHost ? "unknown host " : "") + Printable.text(words, SHOWN) + ".";
        return sent ? new TransientException(message, e) : TransientException.notCarriedOut(message, null, e);
    }

    /** Only the innermost failure of a certificate's check says what is wrong with it, such as the day on which it expired. */
    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }
}
