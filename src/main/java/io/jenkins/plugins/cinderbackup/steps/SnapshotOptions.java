package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How the Cinder snapshot is taken. */
public final class SnapshotOptions implements Describable<SnapshotOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String DEFAULT_PREFIX = "backup";
    private static final NumberCheck TIMEOUT = new NumberCheck("snapshot.timeout", PlanCheck::seconds);
    private static final TextCheck NAME_PREFIX = new TextCheck(
            "snapshot.namePrefix", (field, text) -> PlanCheck.namePrefix(field, text == null ? DEFAULT_PREFIX : text));

    private boolean force = true;
    private int timeout = 600;
    private String namePrefix = DEFAULT_PREFIX;
    private SnapshotRetention retention = new SnapshotRetention();

    @DataBoundConstructor
    public SnapshotOptions() {
        // All is optional
    }

    /** Also when the volume is attached. */
    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** Seconds until the snapshot must be {@code available}. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** The name's beginning. */
    public String getNamePrefix() {
        return namePrefix;
    }

    @DataBoundSetter
    public void setNamePrefix(@CheckForNull String namePrefix) {
        this.namePrefix = Texts.orDefault(namePrefix, DEFAULT_PREFIX);
    }

    /** Which snapshots stay. */
    public SnapshotRetention getRetention() {
        return retention;
    }

    @DataBoundSetter
    public void setRetention(@CheckForNull SnapshotRetention retention) {
        this.retention = retention == null ? new SnapshotRetention() : retention;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        return Stream.concat(
                        Stream.of(TIMEOUT.problem(timeout), NAME_PREFIX.problem(namePrefix))
                                .flatMap(Optional::stream),
                        retention.problems().stream())
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<SnapshotOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SnapshotOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }

        @POST
        public FormValidation doCheckNamePrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return NAME_PREFIX.inForm(item, value);
        }
    }
}
