package io.jenkins.plugins.cinderbackup.tls;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;

/** Reads certificates from PEM. */
public final class PemCertificates {
    private PemCertificates() {}

    /**
     * All certificates of the text; empty if there are none.
     *
     * @throws CertificateException if one of them cannot be read
     */
    @NonNull
    public static List<Certificate> read(@NonNull String pem) throws CertificateException {
        return List.copyOf(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))));
    }
}
