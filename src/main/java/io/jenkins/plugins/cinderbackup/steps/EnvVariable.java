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
import io.jenkins.plugins.cinderbackup.model.EnvironmentVariable;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A variable of a container's environment, as in the Kubernetes API. */
public final class EnvVariable implements Describable<EnvVariable>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final TextCheck NAME =
            new TextCheck("test.env", (field, text) -> PlanCheck.variableName(field, text == null ? "" : text));

    private String name = "";
    private String value = "";

    @DataBoundConstructor
    public EnvVariable() {
        // All is optional
    }

    /** Its name. */
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixNull(name).trim();
    }

    /** Its value, blanks included. */
    public String getValue() {
        return value;
    }

    @DataBoundSetter
    public void setValue(@CheckForNull String value) {
        this.value = Util.fixNull(value);
    }

    /** What is wrong with some of one container: each name may be there once. */
    static List<Finding> problems(List<EnvVariable> variables) {
        Findings problems = new Findings();
        Set<String> seen = new HashSet<>();
        given(variables).forEach(variable -> {
            problems.add(NAME.problem(variable.name));
            if (!seen.add(variable.name)) {
                problems.add("test.env has '" + variable.name + "' twice.", "remove one of them");
            }
        });
        return problems.list();
    }

    static List<EnvironmentVariable> toEnvironment(List<EnvVariable> variables) {
        return given(variables)
                .map(variable -> new EnvironmentVariable(variable.name, variable.value))
                .toList();
    }

    private static Stream<EnvVariable> given(List<EnvVariable> variables) {
        return variables.stream().filter(Objects::nonNull);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<EnvVariable> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.EnvVariable_DisplayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return NAME.inForm(item, value);
        }
    }
}
