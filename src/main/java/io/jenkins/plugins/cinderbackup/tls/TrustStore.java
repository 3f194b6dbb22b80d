package io.jenkins.plugins.cinderbackup.tls;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom TLS trusts. There is no way to trust everybody. */
public final class TrustStore {
    private TrustStore() {}

    /** Java's own authorities. */
    @NonNull
    public static X509TrustManager ofJava() throws GeneralSecurityException {
        return manager(null);
    }

    /** These certificates and no others. */
    @NonNull
    public static X509TrustManager of(@NonNull Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return manager(store);
    }

    /** A key store with nothing in it. */
    @NonNull
    public static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static X509TrustManager manager(@CheckForNull KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Every Java has an X.509 trust manager."));
    }
}
