package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What the restic container asks for, and what it may use at most. */
public final class ResourceOptions implements Describable<ResourceOptions>, Serializable {
    private static final long serialVersionUID = 1L;

    private ResourceAmounts requests = new ResourceAmounts();
    private ResourceAmounts limits = new ResourceAmounts();

    @DataBoundConstructor
    public ResourceOptions() {
        // All is optional
    }

    /** What it asks for. */
    public ResourceAmounts getRequests() {
        return requests;
    }

    @DataBoundSetter
    public void setRequests(@CheckForNull ResourceAmounts requests) {
        this.requests = requests == null ? new ResourceAmounts() : requests;
    }

    /** What it may use. */
    public ResourceAmounts getLimits() {
        return limits;
    }

    @DataBoundSetter
    public void setLimits(@CheckForNull ResourceAmounts limits) {
        this.limits = limits == null ? new ResourceAmounts() : limits;
    }

    /** Whether it says anything. */
    boolean isSet() {
        return Stream.of(requests.getCpu(), requests.getMemory(), limits.getCpu(), limits.getMemory())
                .anyMatch(Objects::nonNull);
    }

    /** What is wrong with it. */
    @NonNull
    public List<Finding> problems() {
        return problems("resources.");
    }

    /**
     * The same of another container.
     *
     * @param prefix what messages put before the names of its fields
     */
    @NonNull
    public List<Finding> problems(@NonNull String prefix) {
        return Stream.of(requests.problems(prefix + "requests."), limits.problems(prefix + "limits."))
                .flatMap(List::stream)
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<ResourceOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ResourceOptions_DisplayName();
        }
    }
}
