package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.SecretFile;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Text;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.kubernetes.client.KubeconfigReader;
import io.jenkins.plugins.cinderbackup.model.PermanentException;

/** From a cluster's address and its credential to what the adapter needs. What the address says stands above what a kubeconfig says. */
public final class ClusterLogin {
    /** The API server's name for the pods of its cluster. */
    private static final String IN_CLUSTER = "https://kubernetes.default.svc";

    private final ClusterAddress address;
    private final CredentialLookup credentials;
    private final Masking masking;

    public ClusterLogin(ClusterAddress address, CredentialLookup credentials, Masking masking) {
        this.address = address;
        this.credentials = credentials;
        this.masking = masking;
    }

    /** @throws PermanentException with all that is wrong */
    @NonNull
    public ClusterConnection connection(@CheckForNull ProxyConfiguration proxy) {
        if (address.inCluster()) {
            String url = address.serverUrl();
            return new ClusterConnection(
                    url == null ? IN_CLUSTER : url, address.caCertificate(), new Credential.InCluster(), null);
        }
        String field = address.fields() + "credentialsId";
        String id = address.credentialsId();
        if (id == null) {
            throw PermanentException.of(
                    field + " is missing: nothing says how to log in to the Kubernetes cluster.",
                    "give the id of a Secret text (a bearer token) or a Secret file (a kubeconfig)");
        }
        CredentialValue value = credentials.find(field, id, CredentialKind.TEXT, CredentialKind.FILE);
        return value instanceof SecretFile file ? kubeconfig(file, proxy) : token((Text) value, proxy);
    }

    private ClusterConnection token(Text token, @CheckForNull ProxyConfiguration proxy) {
        if (address.context() != null) {
            throw PermanentException.of(
                    address.fields() + "context is '" + address.context() + "', which does nothing: credential '"
                            + address.credentialsId() + "' is a token, and only a kubeconfig has contexts.",
                    "remove it, or choose a Secret file that is a kubeconfig");
        }
        String url = address.serverUrl();
        if (url == null) {
            throw PermanentException.of(
                    address.fields() + "serverUrl is missing: credential '" + address.credentialsId()
                            + "' is a token and does not say where the cluster is.",
                    "give the API server's URL, or a kubeconfig as Secret file");
        }
        return new ClusterConnection(
                url, address.caCertificate(), new Credential.Token(token.value().strip()), Proxies.forUrl(url, proxy));
    }

    private ClusterConnection kubeconfig(SecretFile file, @CheckForNull ProxyConfiguration proxy) {
        ClusterConnection read = KubeconfigReader.read(file.content(), address.context());
        if (read.credential() instanceof Credential.Token token) {
            masking.add(token.value());
        } else if (read.credential() instanceof Credential.ClientCertificate certificate) {
            masking.add(certificate.keyPem());
        }
        String own = address.serverUrl();
        String url = own == null ? read.serverUrl() : own;
        String ca = address.caCertificate();
        String proxyUrl = read.proxyUrl();
        return new ClusterConnection(
                url,
                ca == null ? read.caPem() : ca,
                read.credential(),
                proxyUrl == null ? Proxies.forUrl(url, proxy) : proxyUrl);
    }
}
