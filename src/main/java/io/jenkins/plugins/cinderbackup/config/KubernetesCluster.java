package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.cinderbackup.wiring.ClusterAddress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A Kubernetes cluster of the global configuration, and what jobs may do with it. */
public final class KubernetesCluster implements Describable<KubernetesCluster>, Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private String serverUrl;
    private String caCertificate;
    private String credentialsId;
    private String context;
    private boolean inCluster;
    private String namespace;
    private String backupNamespace;
    private List<String> namespaces = new ArrayList<>();
    private boolean volumeIdAllowed;
    private boolean imageAllowed;
    private boolean serviceAccountAllowed;

    @DataBoundConstructor
    public KubernetesCluster() {
        // All is optional
    }

    /** By which jobs call it. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
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

    /** Whether the controller's own pod lives there, and its service account is used. */
    public boolean isInCluster() {
        return inCluster;
    }

    @DataBoundSetter
    public void setInCluster(boolean inCluster) {
        this.inCluster = inCluster;
    }

    /** The namespace of jobs that name none. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** Where temporary PVC, Secret and Jobs live; the source's namespace if null. */
    @CheckForNull
    public String getBackupNamespace() {
        return backupNamespace;
    }

    @DataBoundSetter
    public void setBackupNamespace(@CheckForNull String backupNamespace) {
        this.backupNamespace = Util.fixEmptyAndTrim(backupNamespace);
    }

    /** Those that jobs may name; empty: all. */
    public List<String> getNamespaces() {
        return namespaces;
    }

    @DataBoundSetter
    public void setNamespaces(@CheckForNull List<String> namespaces) {
        this.namespaces = namespaces == null ? new ArrayList<>() : new ArrayList<>(namespaces);
    }

    /** Whether jobs may choose {@code volumeId}. */
    public boolean isVolumeIdAllowed() {
        return volumeIdAllowed;
    }

    @DataBoundSetter
    public void setVolumeIdAllowed(boolean volumeIdAllowed) {
        this.volumeIdAllowed = volumeIdAllowed;
    }

    /** Whether jobs may choose {@code job.image}. */
    public boolean isImageAllowed() {
        return imageAllowed;
    }

    @DataBoundSetter
    public void setImageAllowed(boolean imageAllowed) {
        this.imageAllowed = imageAllowed;
    }

    /** Whether jobs may choose {@code job.serviceAccountName}. */
    public boolean isServiceAccountAllowed() {
        return serviceAccountAllowed;
    }

    @DataBoundSetter
    public void setServiceAccountAllowed(boolean serviceAccountAllowed) {
        this.serviceAccountAllowed = serviceAccountAllowed;
    }

    /** Where it is and whose credential is used. */
    @NonNull
    public ClusterAddress toAddress() {
        return new ClusterAddress(String.valueOf(name), serverUrl, caCertificate, credentialsId, context, inCluster);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<KubernetesCluster> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KubernetesCluster_DisplayName();
        }
    }
}
