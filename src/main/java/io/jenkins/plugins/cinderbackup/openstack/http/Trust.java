package io.jenkins.plugins.cinderbackup.openstack.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom TLS trusts: Java's own authorities and, besides, the private ones of a cloud. There is no way to trust everybody. */
final class Trust {
    private Trust() {}

    /**
     * @param pem certificates of private authorities, or null
     * @throws PermanentException if the text is not certificates
     */
    static SSLContext context(@CheckForNull String pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, pem == null || pem.isBlank() ? null : managers(store(certificates(pem))), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Java cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(String pem) {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException e) {
            throw unreadable(e.getMessage());
        }
        if (found.isEmpty()) {
            throw unreadable("it holds no certificate");
        }
        return found;
    }

    private static PermanentException unreadable(String why) {
        return PermanentException.of(
                "The OpenStack cloud's CA certificate cannot be read: " + ServerText.oneLine(why),
                "give it as PEM, with the lines '-----BEGIN CERTIFICATE-----' and '-----END CERTIFICATE-----'");
    }

    private static KeyStore store(Collection<? extends Certificate> own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                    store.setCertificateEntry("java-" + number++, certificate);
                }
            }
        }
        for (Certificate certificate : own) {
            store.setCertificateEntry("own-" + number++, certificate);
        }
        return store;
    }

    private static TrustManager[] managers(@CheckForNull KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
