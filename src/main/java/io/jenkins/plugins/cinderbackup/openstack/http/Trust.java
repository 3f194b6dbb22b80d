package io.jenkins.plugins.cinderbackup.openstack.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.tls.PemCertificates;
import io.jenkins.plugins.cinderbackup.tls.TrustStore;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Whom TLS trusts: Java's own authorities and, besides, the private ones of a cloud. */
final class Trust {
    private Trust() {}

    /**
     * @param pem certificates of private authorities, or null
     * @throws PermanentException if the text is not certificates
     */
    static SSLContext context(@CheckForNull String pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null, pem == null || pem.isBlank() ? null : new TrustManager[] {also(certificates(pem))}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Java cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static TrustManager also(List<Certificate> own) throws GeneralSecurityException, IOException {
        List<Certificate> all = new ArrayList<>(List.of(TrustStore.ofJava().getAcceptedIssuers()));
        all.addAll(own);
        return TrustStore.of(all);
    }

    private static List<Certificate> certificates(String pem) {
        try {
            List<Certificate> found = PemCertificates.read(pem);
            if (found.isEmpty()) {
                throw unreadable("it holds no certificate");
            }
            return found;
        } catch (CertificateException e) {
            throw unreadable(e.getMessage());
        }
    }

    private static PermanentException unreadable(String why) {
        return PermanentException.of(
                "The OpenStack cloud's CA certificate cannot be read: " + ServerText.oneLine(why),
                "give it as PEM, with the lines '-----BEGIN CERTIFICATE-----' and '-----END CERTIFICATE-----'");
    }
}
