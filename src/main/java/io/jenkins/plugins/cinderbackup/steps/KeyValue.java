package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A key and its value, of a label and the like. */
public final class KeyValue implements Describable<KeyValue>, Serializable {
    private static final long serialVersionUID = 1L;

    private String key = "";
    private String value = "";

    @DataBoundConstructor
    public KeyValue() {
        // All is optional
    }

    /** The key. */
    public String getKey() {
        return key;
    }

    @DataBoundSetter
    public void setKey(@CheckForNull String key) {
        this.key = Util.fixNull(key).trim();
    }

    /** The value. */
    public String getValue() {
        return value;
    }

    @DataBoundSetter
    public void setValue(@CheckForNull String value) {
        this.value = Util.fixNull(value).trim();
    }

    /** What is wrong with some that belong together: each key may be there once. */
    static List<Finding> problems(String field, List<KeyValue> entries) {
        Findings problems = new Findings();
        Set<String> seen = new HashSet<>();
        for (KeyValue entry : given(entries)) {
            problems.add(PlanCheck.key(field, entry.key));
            if (!seen.add(entry.key)) {
                problems.add(field + " has '" + entry.key + "' twice.", "remove one of them");
            }
        }
        return problems.list();
    }

    /** What is wrong with some that are labels. */
    static List<Finding> labelProblems(String field, List<KeyValue> entries) {
        Findings problems = new Findings();
        problems.addAll(problems(field, entries));
        Map<String, String> labels = toMap(entries);
        labels.values().forEach(value -> problems.add(PlanCheck.labelValue(field, value)));
        problems.add(PlanCheck.notManagedBy(field, labels));
        return problems.list();
    }

    /** What is wrong with some that are metadata in Cinder. */
    static List<Finding> metadataProblems(String field, List<KeyValue> entries) {
        Findings problems = new Findings();
        problems.addAll(problems(field, entries));
        toMap(entries).forEach((key, value) -> problems.add(PlanCheck.metadata(field, key, value)));
        return problems.list();
    }

    static Map<String, String> toMap(List<KeyValue> entries) {
        Map<String, String> pairs = new LinkedHashMap<>();
        given(entries).forEach(entry -> pairs.put(entry.key, entry.value));
        return pairs;
    }

    private static List<KeyValue> given(List<KeyValue> entries) {
        return entries.stream().filter(Objects::nonNull).toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<KeyValue> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KeyValue_DisplayName();
        }

        @POST
        public FormValidation doCheckKey(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("The key", PlanCheck::key).inForm(item, value);
        }
    }
}
