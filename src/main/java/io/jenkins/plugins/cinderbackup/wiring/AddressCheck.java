package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterConnection;
import io.jenkins.plugins.cinderbackup.openstack.CloudFields;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** What can be said of an address without connecting. Each check names the field; what is absent is fine. */
public final class AddressCheck {
    private AddressCheck() {}

    /** A Keystone URL. */
    @NonNull
    public static Optional<Finding> authUrl(@NonNull String field, @CheckForNull String url) {
        return url == null ? Optional.empty() : CloudFields.checkUrl(url).map(finding -> named(field, finding));
    }

    /** The URL of a Kubernetes API server. */
    @NonNull
    public static Optional<Finding> serverUrl(@NonNull String field, @CheckForNull String url) {
        if (url == null) {
            return Optional.empty();
        }
        try {
            new ClusterConnection(url, null, new ClusterConnection.Credential.InCluster(), null);
            return Optional.empty();
        } catch (PermanentException e) {
            return Optional.of(named(field, e.findings().get(0)));
        }
    }

    /** Certificates as PEM. */
    @NonNull
    public static Optional<Finding> certificates(@NonNull String field, @CheckForNull String pem) {
        return pem == null || areCertificates(pem)
                ? Optional.empty()
                : Optional.of(Finding.of(field
                        + " is no certificate: it must be PEM, from '-----BEGIN CERTIFICATE-----' to '-----END CERTIFICATE-----'."));
    }

    private static boolean areCertificates(String pem) {
        try {
            return pem.contains("-----BEGIN CERTIFICATE-----")
                    && !CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                            .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    private static Finding named(String field, Finding finding) {
        return new Finding(field + ": " + finding.message(), finding.hints());
    }
}
