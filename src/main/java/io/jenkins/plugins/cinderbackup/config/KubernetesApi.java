package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.cinderbackup.wiring.ClusterAddress;
import java.io.Serializable;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A Kubernetes API server and how to log in, written into a job. */
public final class KubernetesApi implements Describable<KubernetesApi>, Serializable {
    private static final long serialVersionUID = 1L;

    private String serverUrl;
    private String caCertificate;
    private String credentialsId;
    private String context;

    @DataBoundConstructor
    public KubernetesApi() {
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

    /**
     * Where it is and whose credential is used; never the controller's own service account, which only an administrator may lend.
     *
     * @param label what messages call it
     */
    @NonNull
    public ClusterAddress toAddress(@NonNull String label) {
        return new ClusterAddress(label, serverUrl, caCertificate, credentialsId, context, false);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<KubernetesApi> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KubernetesApi_DisplayName();
        }
    }
}
