package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.wiring.ConfiguredTargets.ClusterArea;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A Kubernetes cluster of the global configuration, and what jobs may do with it. */
public final class KubernetesCluster extends KubernetesConnection implements Describable<KubernetesCluster> {
    private static final long serialVersionUID = 1L;

    private String name;
    private boolean inCluster;
    private String namespace;
    private String backupNamespace;
    private List<String> namespaces = new ArrayList<>();
    private boolean volumeIdAllowed;
    private boolean imageAllowed;
    private boolean serviceAccountAllowed;
    private boolean secretRefAllowed;
    private boolean labelsAndAnnotationsAllowed;

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
        this.namespaces = namespaces == null
                ? new ArrayList<>()
                : new ArrayList<>(
                        namespaces.stream().flatMap(KubernetesCluster::split).toList());
    }

    /** A form's text area knows only one text, with a name on each line; no name has a space in it. */
    private static Stream<String> split(@CheckForNull String names) {
        return Stream.of(Util.fixNull(names).split("[\\s,]+")).filter(name -> !name.isEmpty());
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

    /** Whether jobs may choose {@code repository.secretRef}. */
    public boolean isSecretRefAllowed() {
        return secretRefAllowed;
    }

    @DataBoundSetter
    public void setSecretRefAllowed(boolean secretRefAllowed) {
        this.secretRefAllowed = secretRefAllowed;
    }

    /** Whether jobs may choose {@code job.labels} and {@code job.annotations}. */
    public boolean isLabelsAndAnnotationsAllowed() {
        return labelsAndAnnotationsAllowed;
    }

    @DataBoundSetter
    public void setLabelsAndAnnotationsAllowed(boolean labelsAndAnnotationsAllowed) {
        this.labelsAndAnnotationsAllowed = labelsAndAnnotationsAllowed;
    }

    /** Where it is and whose credential is used. */
    @NonNull
    public ClusterAddress toAddress() {
        return toAddress(String.valueOf(name), "clusters[" + name + "].", inCluster, true);
    }

    /** Where in it backups may create objects. */
    @NonNull
    ClusterArea toArea() {
        List<String> named = Stream.concat(
                        namespaces.stream(),
                        Stream.of(backupNamespace, namespace).filter(Objects::nonNull))
                .distinct()
                .toList();
        return new ClusterArea(toAddress(), named, namespaces.isEmpty());
    }

    /** @param prefix what messages put before the names of its fields */
    @NonNull
    List<Finding> problems(@NonNull String prefix) {
        return Stream.of(
                        serviceAccountProblems(prefix),
                        AddressCheck.cluster(toAddress(prefix, prefix, inCluster)),
                        namespaceProblems(prefix))
                .flatMap(List::stream)
                .toList();
    }

    /** The service account of the controller's pod is sent to its own cluster only, and nothing else is needed to find that. */
    private List<Finding> serviceAccountProblems(String prefix) {
        Map<String, String> unused = new LinkedHashMap<>();
        unused.put("serverUrl", getServerUrl());
        unused.put("caCertificate", getCaCertificate());
        unused.put("credentialsId", getCredentialsId());
        unused.put("context", getContext());
        return unused.entrySet().stream()
                .filter(field -> inCluster && field.getValue() != null)
                .map(field -> Finding.of(
                        prefix + field.getKey()
                                + " is set together with inCluster, which uses the service account and the server of the controller's own pod.",
                        "remove one of them"))
                .toList();
    }

    private List<Finding> namespaceProblems(String prefix) {
        return Stream.concat(
                        Stream.of(
                                PlanCheck.label1123(prefix + "namespace", namespace),
                                PlanCheck.label1123(prefix + "backupNamespace", backupNamespace)),
                        namespaces.stream().map(name -> PlanCheck.label1123(prefix + "namespaces", name)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Its descriptor. All of it is the administrator's, wherever a request comes from: it may lend the controller's own service account. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends ConnectionDescriptor<KubernetesCluster> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KubernetesCluster_DisplayName();
        }

        /** The names as the form's text area shows them. */
        public String lines(@CheckForNull List<String> names) {
            return names == null ? "" : String.join("\n", names);
        }

        /** Whether it can be a name. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return new TextCheck("name", NameCheck::problem).inForm(null, value);
        }

        /** Whether it can be a namespace. */
        @POST
        public FormValidation doCheckNamespace(@QueryParameter String value) {
            return new TextCheck("namespace", PlanCheck::label1123).inForm(null, value);
        }

        /** Whether it can be a namespace. */
        @POST
        public FormValidation doCheckBackupNamespace(@QueryParameter String value) {
            return new TextCheck("backupNamespace", PlanCheck::label1123).inForm(null, value);
        }

        /** Whether all of them can be namespaces. */
        @POST
        public FormValidation doCheckNamespaces(@QueryParameter String value) {
            return FormCheck.findings(null, value, names -> {
                KubernetesCluster cluster = new KubernetesCluster();
                cluster.setNamespaces(List.of(Util.fixNull(names)));
                return cluster.namespaceProblems("");
            });
        }

        /** Whether a credential is chosen where one is needed. */
        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value, @QueryParameter boolean inCluster) {
            return FormCheck.credential(null, value, doFillCredentialsIdItems(null, null), !inCluster);
        }

        /** Whether the pod's service account goes together with the other fields: its token must not be sent to another server. */
        @POST
        public FormValidation doCheckInCluster(
                @QueryParameter boolean value,
                @QueryParameter String serverUrl,
                @QueryParameter String caCertificate,
                @QueryParameter String credentialsId,
                @QueryParameter String context) {
            return FormCheck.findings(
                    null,
                    null,
                    none -> made(serverUrl, caCertificate, credentialsId, context, value)
                            .serviceAccountProblems(""));
        }

        /** Logs in, asks for the permissions in the backup namespace or else the default one, and looks whether all namespaces are there. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String serverUrl,
                @QueryParameter String caCertificate,
                @QueryParameter String credentialsId,
                @QueryParameter String context,
                @QueryParameter boolean inCluster,
                @QueryParameter String namespace,
                @QueryParameter String backupNamespace,
                @QueryParameter String namespaces) {
            FormAccess.requireConfigure(null);
            KubernetesCluster cluster = made(serverUrl, caCertificate, credentialsId, context, inCluster);
            cluster.setNamespace(namespace);
            cluster.setBackupNamespace(backupNamespace);
            cluster.setNamespaces(List.of(Util.fixNull(namespaces)));
            String source = cluster.getNamespace();
            String jobs = cluster.getBackupNamespace() == null ? source : cluster.getBackupNamespace();
            return FormAnswer.tested(
                    cluster.problems(""),
                    () -> new ConnectionTest(null)
                            .cluster(
                                    cluster.toAddress("of this form", "", inCluster),
                                    jobs,
                                    source,
                                    cluster.toArea().namespaces()));
        }

        private static KubernetesCluster made(
                String serverUrl, String caCertificate, String credentialsId, String context, boolean inCluster) {
            KubernetesCluster cluster = new KubernetesCluster();
            cluster.setServerUrl(serverUrl);
            cluster.setCaCertificate(caCertificate);
            cluster.setCredentialsId(credentialsId);
            cluster.setContext(context);
            cluster.setInCluster(inCluster);
            return cluster;
        }
    }
}
