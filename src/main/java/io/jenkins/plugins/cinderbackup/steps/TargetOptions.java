package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.text.ByteQuantity;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The PVC that a backup is restored to. What is left open is as it was backed up. */
public final class TargetOptions implements Describable<TargetOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;
    private static final List<String> ACCESS_MODES =
            List.of("ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany", "ReadOnlyMany");
    private static final TextCheck NAMESPACE = new TextCheck("to.namespace", PlanCheck::label1123);
    private static final TextCheck PVC = new TextCheck("to.pvc", PlanCheck::name1123);
    private static final TextCheck STORAGE_CLASS = new TextCheck("to.storageClass", PlanCheck::name1123);
    private static final TextCheck SIZE = new TextCheck("to.size", TargetOptions::sizeProblem);
    private static final NumberCheck TIMEOUT = new NumberCheck("to.timeout", PlanCheck::seconds);

    private String namespace;
    private String pvc;
    private String storageClass;
    private String size;
    private List<String> accessModes = new ArrayList<>();
    private List<KeyValue> labels = new ArrayList<>();
    private List<KeyValue> annotations = new ArrayList<>();
    private int timeout = 300;

    @DataBoundConstructor
    public TargetOptions() {
        // All is optional
    }

    /** The PVC's namespace; the source's if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** Its name; if null, the source's with an ending, or in place the source's. */
    @CheckForNull
    public String getPvc() {
        return pvc;
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull String pvc) {
        this.pvc = Util.fixEmptyAndTrim(pvc);
    }

    /** Its storage class; that of the backed-up PVC if null. */
    @CheckForNull
    public String getStorageClass() {
        return storageClass;
    }

    @DataBoundSetter
    public void setStorageClass(@CheckForNull String storageClass) {
        this.storageClass = Util.fixEmptyAndTrim(storageClass);
    }

    /** Its size as Kubernetes writes it; that of the backed-up volume if null. */
    @CheckForNull
    public String getSize() {
        return size;
    }

    @DataBoundSetter
    public void setSize(@CheckForNull String size) {
        this.size = Util.fixEmptyAndTrim(size);
    }

    /** Its access modes; those of the backed-up PVC if there are none. */
    public List<String> getAccessModes() {
        return accessModes;
    }

    @DataBoundSetter
    public void setAccessModes(@CheckForNull List<String> accessModes) {
        this.accessModes = Texts.entries(accessModes);
    }

    /** Its labels besides our own. */
    public List<KeyValue> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(@CheckForNull List<KeyValue> labels) {
        this.labels = labels == null ? new ArrayList<>() : new ArrayList<>(labels);
    }

    /** Its annotations besides our own. */
    public List<KeyValue> getAnnotations() {
        return annotations;
    }

    @DataBoundSetter
    public void setAnnotations(@CheckForNull List<KeyValue> annotations) {
        this.annotations = annotations == null ? new ArrayList<>() : new ArrayList<>(annotations);
    }

    /** Seconds until the volume must be {@code available}, and again until the PVC must be {@code Bound}. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(NAMESPACE.problem(namespace));
        problems.add(PVC.problem(pvc));
        problems.add(STORAGE_CLASS.problem(storageClass));
        problems.add(SIZE.problem(size));
        problems.addAll(accessModeProblems(accessModes));
        problems.addAll(KeyValue.labelProblems("to.labels", labels));
        problems.addAll(KeyValue.problems("to.annotations", annotations));
        problems.addAll(ofKubernetesOwn());
        problems.add(TIMEOUT.problem(timeout));
        return problems.list();
    }

    private static Optional<Finding> sizeProblem(String field, @CheckForNull String size) {
        return size == null || ByteQuantity.read(size).orElse(0) > 0
                ? Optional.empty()
                : Optional.of(Finding.of(
                        field + " is '" + Printable.text(size, SHOWN) + "': it must be a size such as 10Gi or 500Mi."));
    }

    /** In bytes, or null if it is not set; of a size without problems. */
    @CheckForNull
    Long sizeBytes() {
        return size == null ? null : ByteQuantity.read(size).getAsLong();
    }

    private static List<Finding> accessModeProblems(List<String> modes) {
        return modes.stream()
                .map(mode -> PlanCheck.oneOf("to.accessModes", mode, ACCESS_MODES))
                .flatMap(Optional::stream)
                .toList();
    }

    /** By these the controllers of Kubernetes tell each other to which volume a PVC belongs, and who is to make one. */
    private List<Finding> ofKubernetesOwn() {
        return KeyValue.toMap(annotations).keySet().stream()
                .filter(key -> Stream.of("pv.kubernetes.io/", "volume.kubernetes.io/", "volume.beta.kubernetes.io/")
                        .anyMatch(key::startsWith))
                .map(key -> Finding.of("to.annotations has '" + key + "', which Kubernetes itself sets.", "remove it"))
                .toList();
    }

    /** What describes a new PVC and is set, as the names of the fields. */
    List<String> ofNewPvc() {
        List<String> fields = new ArrayList<>();
        if (storageClass != null) {
            fields.add("to.storageClass");
        }
        if (size != null) {
            fields.add("to.size");
        }
        if (!accessModes.isEmpty()) {
            fields.add("to.accessModes");
        }
        if (!labels.isEmpty()) {
            fields.add("to.labels");
        }
        if (!annotations.isEmpty()) {
            fields.add("to.annotations");
        }
        return fields;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<TargetOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TargetOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            return NAMESPACE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckPvc(@AncestorInPath Item item, @QueryParameter String value) {
            return PVC.inForm(item, value);
        }

        @POST
        public FormValidation doCheckStorageClass(@AncestorInPath Item item, @QueryParameter String value) {
            return STORAGE_CLASS.inForm(item, value);
        }

        @POST
        public FormValidation doCheckSize(@AncestorInPath Item item, @QueryParameter String value) {
            return SIZE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckAccessModes(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.findings(item, value, text -> accessModeProblems(Texts.ofArea(text)));
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }
    }
}
