package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestOperation;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code scsVolumeBackupTest}: tests a cloud's backup service as SCS-0117 asks for it. */
public final class ScsVolumeBackupTestStep extends CinderRunStep {
    private static final String PREFIX = "scs-test-";
    private static final TextCheck NAME_PREFIX = new TextCheck(
            "prefix", (field, text) -> text == null ? Optional.empty() : PlanCheck.namePrefix(field, text));
    private static final NumberCheck TIMEOUT = new NumberCheck("timeout", PlanCheck::seconds);

    private String prefix = PREFIX;
    private boolean incremental = true;
    private int timeout = 600;

    @DataBoundConstructor
    public ScsVolumeBackupTestStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    Operation<?> operation() {
        return ScsTestOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return planned(
                planning,
                ScsTestOperation.OPERATION,
                address -> new ScsTestPlan(
                        address.label(),
                        prefix,
                        incremental,
                        Duration.ofSeconds(timeout),
                        cleanupTimeout(),
                        isDryRun()),
                null);
    }

    @Override
    List<Finding> problems() {
        return Stream.of(NAME_PREFIX.problem(prefix), TIMEOUT.problem(timeout))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How the names begin of all that the test makes. */
    public String getPrefix() {
        return prefix;
    }

    @DataBoundSetter
    public void setPrefix(@CheckForNull String prefix) {
        this.prefix = Util.fixEmptyAndTrim(prefix) == null ? PREFIX : prefix.trim();
    }

    /** Whether an increment is made and restored too, which the standard does not ask for. */
    public boolean isIncremental() {
        return incremental;
    }

    @DataBoundSetter
    public void setIncremental(boolean incremental) {
        this.incremental = incremental;
    }

    /** Seconds that each part of the test may take. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends RunStepDescriptor {
        @Override
        public String getFunctionName() {
            return "scsVolumeBackupTest";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ScsVolumeBackupTestStep_DisplayName();
        }

        /** With which the form compares, and what it shows where nothing is configured yet. */
        public ScsVolumeBackupTestStep getDefaults() {
            return new ScsVolumeBackupTestStep();
        }

        @POST
        public FormValidation doCheckPrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return NAME_PREFIX.inForm(item, value);
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }
    }
}
