package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.credentials.CredentialChoices;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
import java.io.Serializable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where a Kubernetes API server is and how to log in: what a named cluster and one written into a job have in common. */
public abstract class KubernetesConnection implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final CredentialKind[] KINDS = {CredentialKind.TEXT, CredentialKind.FILE};

    private String serverUrl;
    private String caCertificate;
    private String credentialsId;
    private String context;

    KubernetesConnection() {
        // All is optional
    }

    /** The API server's URL; not needed with a kubeconfig. */
    @CheckForNull
    public String getServerUrl() {
        return serverUrl;
    }

    @DataBoundSetter
    public void setServerUrl(@CheckForNull String serverUrl) {
        this.serverUrl = Util.fixEmptyAndTrim(serverUrl);
    }

    /** PEM of the CA that alone is trusted; the JVM's if null. */
    @CheckForNull
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(@CheckForNull String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    /** Secret text: a bearer token; or Secret file: a kubeconfig. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The kubeconfig's context; its current one if null. */
    @CheckForNull
    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String context) {
        this.context = Util.fixEmptyAndTrim(context);
    }

    /** Where it is and whose credential is used: the fields here, or with {@code inCluster} the controller's own service account. */
    @NonNull
    final ClusterAddress toAddress(@NonNull String label, @NonNull String fields, boolean inCluster) {
        return toAddress(label, fields, inCluster, false);
    }

    final ClusterAddress toAddress(String label, String fields, boolean inCluster, boolean named) {
        return new ClusterAddress(label, fields, serverUrl, caCertificate, credentialsId, context, inCluster, named);
    }

    /** The checks and the drop-down of the fields that all connections have. */
    public abstract static class ConnectionDescriptor<T extends KubernetesConnection & Describable<T>>
            extends Descriptor<T> {
        ConnectionDescriptor() {
            // Nobody else has such a connection
        }

        /** Whether it is the URL of an API server. */
        @POST
        public FormValidation doCheckServerUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("serverUrl", AddressCheck::serverUrl).inForm(item, value);
        }

        /** Whether it is certificates as PEM. */
        @POST
        public FormValidation doCheckCaCertificate(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("caCertificate", AddressCheck::certificates).inForm(item, value);
        }

        /** The bearer tokens and kubeconfigs that may be used there. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialChoices.list(item, credentialsId, KINDS);
        }
    }
}
