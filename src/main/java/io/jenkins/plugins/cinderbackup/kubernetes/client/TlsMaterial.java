package io.jenkins.plugins.cinderbackup.kubernetes.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.tls.PemCertificates;
import io.jenkins.plugins.cinderbackup.tls.TrustStore;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The TLS side of a connection. A CA that is given is the only one trusted, as with kubectl. Elliptic-curve keys, which small distributions
 * hand out, work without any other library.
 */
record TlsMaterial(SSLSocketFactory sockets, X509TrustManager trust) {
    private static final char[] NO_PASSWORD = new char[0];

    static TlsMaterial of(ClusterConnection connection) {
        return of(connection.caPem(), connection.credential());
    }

    static TlsMaterial of(@CheckForNull String caPem, ClusterConnection.Credential credential) {
        try {
            X509TrustManager trust = trust(caPem);
            KeyManager[] keys =
                    credential instanceof ClusterConnection.Credential.ClientCertificate client ? keys(client) : null;
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return new TlsMaterial(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException e) {
            // No cause: a parser's exception may quote key material
            throw PermanentException.of("The TLS keys of the Kubernetes connection cannot be used: "
                    + e.getClass().getSimpleName() + ".");
        }
    }

    private static X509TrustManager trust(@CheckForNull String caPem) throws GeneralSecurityException, IOException {
        return caPem == null ? TrustStore.ofJava() : TrustStore.of(certificates("CA certificate", caPem));
    }

    private static KeyManager[] keys(ClusterConnection.Credential.ClientCertificate client)
            throws GeneralSecurityException, IOException {
        Certificate[] chain =
                certificates("client certificate", client.certificatePem()).toArray(Certificate[]::new);
        KeyStore store = TrustStore.empty();
        store.setKeyEntry("client", PemKey.read(client.keyPem()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<Certificate> certificates(String what, String pem) {
        List<Certificate> certificates;
        try {
            certificates = PemCertificates.read(pem);
        } catch (CertificateException e) {
            throw PermanentException.of(
                    "The " + what + " of the Kubernetes connection is not a PEM certificate.",
                    "it begins with -----BEGIN CERTIFICATE-----");
        }
        if (certificates.isEmpty()) {
            throw PermanentException.of(
                    "The " + what + " of the Kubernetes connection holds no certificate.",
                    "it begins with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }
}
