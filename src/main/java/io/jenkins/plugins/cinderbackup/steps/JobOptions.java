package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The Kubernetes Job that runs restic. */
public final class JobOptions implements Describable<JobOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String DEFAULT_PULL_POLICY = "IfNotPresent";
    private static final List<String> PULL_POLICIES = List.of("Always", DEFAULT_PULL_POLICY, "Never");
    private static final TextCheck IMAGE = new TextCheck("job.image", PlanCheck::image);
    private static final TextCheck NAMESPACE = new TextCheck("job.namespace", PlanCheck::label1123);
    private static final NumberCheck START_TIMEOUT = new NumberCheck("job.startTimeout", PlanCheck::seconds);
    private static final NumberCheck TIMEOUT = new NumberCheck("job.timeout", PlanCheck::seconds);
    private static final TextCheck SERVICE_ACCOUNT = new TextCheck("job.serviceAccountName", PlanCheck::name1123);
    private static final TextCheck PRIORITY_CLASS = new TextCheck("job.priorityClassName", PlanCheck::name1123);
    private static final NumberCheck RUN_AS_USER = new NumberCheck("job.runAsUser", PlanCheck::user);

    private String image;
    private String imagePullPolicy = DEFAULT_PULL_POLICY;
    private List<String> imagePullSecrets = new ArrayList<>();
    private String namespace;
    private int startTimeout = 600;
    private int timeout = 86400;
    private String serviceAccountName;
    private List<KeyValue> nodeSelector = new ArrayList<>();
    private List<TolerationOptions> tolerations = new ArrayList<>();
    private String priorityClassName;
    private List<KeyValue> labels = new ArrayList<>();
    private List<KeyValue> annotations = new ArrayList<>();
    private long runAsUser;

    @DataBoundConstructor
    public JobOptions() {
        // All is optional
    }

    /** The image; the configured default if null. */
    @CheckForNull
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    /** When the image is pulled. */
    public String getImagePullPolicy() {
        return imagePullPolicy;
    }

    @DataBoundSetter
    public void setImagePullPolicy(@CheckForNull String imagePullPolicy) {
        this.imagePullPolicy = Texts.orDefault(imagePullPolicy, DEFAULT_PULL_POLICY);
    }

    /** Names of Secrets for the registry. */
    public List<String> getImagePullSecrets() {
        return imagePullSecrets;
    }

    @DataBoundSetter
    public void setImagePullSecrets(@CheckForNull List<String> imagePullSecrets) {
        this.imagePullSecrets = Texts.entries(imagePullSecrets);
    }

    /** Where temporary PVC, Secret and Jobs live; the cluster's backup namespace or the source's if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** Seconds from the Job's creation until restic must run. */
    public int getStartTimeout() {
        return startTimeout;
    }

    @DataBoundSetter
    public void setStartTimeout(int startTimeout) {
        this.startTimeout = startTimeout;
    }

    /** Seconds that one restic invocation may run. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** The pod's service account; the namespace's default if null. */
    @CheckForNull
    public String getServiceAccountName() {
        return serviceAccountName;
    }

    @DataBoundSetter
    public void setServiceAccountName(@CheckForNull String serviceAccountName) {
        this.serviceAccountName = Util.fixEmptyAndTrim(serviceAccountName);
    }

    /** Labels that the node must have. */
    public List<KeyValue> getNodeSelector() {
        return nodeSelector;
    }

    @DataBoundSetter
    public void setNodeSelector(@CheckForNull List<KeyValue> nodeSelector) {
        this.nodeSelector = nodeSelector == null ? new ArrayList<>() : new ArrayList<>(nodeSelector);
    }

    /** Taints that the pod tolerates. */
    public List<TolerationOptions> getTolerations() {
        return tolerations;
    }

    @DataBoundSetter
    public void setTolerations(@CheckForNull List<TolerationOptions> tolerations) {
        this.tolerations = tolerations == null ? new ArrayList<>() : new ArrayList<>(tolerations);
    }

    /** The pod's priority class. */
    @CheckForNull
    public String getPriorityClassName() {
        return priorityClassName;
    }

    @DataBoundSetter
    public void setPriorityClassName(@CheckForNull String priorityClassName) {
        this.priorityClassName = Util.fixEmptyAndTrim(priorityClassName);
    }

    /** Labels for Job and pod. */
    public List<KeyValue> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(@CheckForNull List<KeyValue> labels) {
        this.labels = labels == null ? new ArrayList<>() : new ArrayList<>(labels);
    }

    /** Annotations for Job and pod. */
    public List<KeyValue> getAnnotations() {
        return annotations;
    }

    @DataBoundSetter
    public void setAnnotations(@CheckForNull List<KeyValue> annotations) {
        this.annotations = annotations == null ? new ArrayList<>() : new ArrayList<>(annotations);
    }

    /** The numeric user that restic runs as. */
    public long getRunAsUser() {
        return runAsUser;
    }

    @DataBoundSetter
    public void setRunAsUser(long runAsUser) {
        this.runAsUser = runAsUser;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(NAMESPACE.problem(namespace));
        problems.add(START_TIMEOUT.problem(startTimeout));
        problems.add(TIMEOUT.problem(timeout));
        problems.add(IMAGE.problem(image));
        problems.add(PlanCheck.oneOf("job.imagePullPolicy", imagePullPolicy, PULL_POLICIES));
        problems.addAll(pullSecretProblems(imagePullSecrets));
        problems.add(SERVICE_ACCOUNT.problem(serviceAccountName));
        problems.add(PRIORITY_CLASS.problem(priorityClassName));
        problems.add(RUN_AS_USER.problem(runAsUser));
        problems.addAll(KeyValue.labelProblems("job.nodeSelector", nodeSelector));
        tolerations.forEach(toleration -> problems.addAll(toleration.problems()));
        problems.addAll(KeyValue.labelProblems("job.labels", labels));
        problems.addAll(KeyValue.problems("job.annotations", annotations));
        return problems.list();
    }

    private static List<Finding> pullSecretProblems(List<String> names) {
        return names.stream()
                .flatMap(name -> PlanCheck.name1123("job.imagePullSecrets", String.valueOf(name)).stream())
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<JobOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.JobOptions_DisplayName();
        }

        @POST
        public ListBoxModel doFillImagePullPolicyItems() {
            return Choices.of(PULL_POLICIES);
        }

        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return IMAGE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            return NAMESPACE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckStartTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return START_TIMEOUT.inForm(item, value);
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }

        @POST
        public FormValidation doCheckServiceAccountName(@AncestorInPath Item item, @QueryParameter String value) {
            return SERVICE_ACCOUNT.inForm(item, value);
        }

        @POST
        public FormValidation doCheckPriorityClassName(@AncestorInPath Item item, @QueryParameter String value) {
            return PRIORITY_CLASS.inForm(item, value);
        }

        @POST
        public FormValidation doCheckRunAsUser(@AncestorInPath Item item, @QueryParameter String value) {
            return RUN_AS_USER.inForm(item, value);
        }

        @POST
        public FormValidation doCheckImagePullSecrets(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.findings(item, value, text -> pullSecretProblems(Texts.ofArea(text)));
        }
    }
}
