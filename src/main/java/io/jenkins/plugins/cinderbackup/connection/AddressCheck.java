package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudFields;
import io.jenkins.plugins.cinderbackup.tls.PemCertificates;
import java.security.cert.CertificateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of an address without connecting. Each check names the field; what is absent and need not be there is fine. */
public final class AddressCheck {
    private static final List<String> AUTH_TYPES = List.of("password", "applicationCredential");
    private static final List<String> INTERFACES = List.of("public", "internal", "admin");

    private AddressCheck() {}

    /** All fields of a cloud's address. */
    @NonNull
    public static List<Finding> cloud(@NonNull CloudAddress address) {
        String fields = address.fields();
        return Stream.of(
                        PlanCheck.required(
                                fields + "credentialsId",
                                address.credentialsId(),
                                "give the id of a Username with password or a Secret file."),
                        authUrl(fields + "authUrl", address.authUrl()),
                        PlanCheck.oneOf(fields + "authType", address.authType(), AUTH_TYPES),
                        PlanCheck.oneOf(fields + "endpointInterface", address.endpointInterface(), INTERFACES),
                        certificates(fields + "caCertificate", address.caCertificate()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** All fields of a cluster's address. */
    @NonNull
    public static List<Finding> cluster(@NonNull ClusterAddress address) {
        String fields = address.fields();
        Optional<Finding> credential = address.inCluster()
                ? Optional.empty()
                : PlanCheck.required(
                        fields + "credentialsId",
                        address.credentialsId(),
                        "give the id of a Secret text or a Secret file.");
        return Stream.of(
                        credential,
                        serverUrl(fields + "serverUrl", address.serverUrl()),
                        certificates(fields + "caCertificate", address.caCertificate()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What of a cloud's address does nothing, and why, as sentences that name the field. */
    @NonNull
    public static List<String> remarks(@NonNull CloudAddress address) {
        if (!CloudLogin.APPLICATION_CREDENTIAL.equals(address.authType())) {
            return List.of();
        }
        Map<String, String> unused = new LinkedHashMap<>();
        unused.put("projectName", address.projectName());
        unused.put("projectDomainName", address.projectDomainName());
        unused.put("userDomainName", address.userDomainName());
        return unused.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> address.fields() + field.getKey()
                        + " does nothing: an application credential is of one user in one project.")
                .toList();
    }

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
                : Optional.of(
                        Finding.of(
                                field
                                        + " is no certificate: it must be PEM, from '-----BEGIN CERTIFICATE-----' to '-----END CERTIFICATE-----'."));
    }

    private static boolean areCertificates(String pem) {
        try {
            return pem.contains("-----BEGIN CERTIFICATE-----")
                    && !PemCertificates.read(pem).isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    private static Finding named(String field, Finding finding) {
        return new Finding(field + ": " + finding.message(), finding.hints());
    }
}
