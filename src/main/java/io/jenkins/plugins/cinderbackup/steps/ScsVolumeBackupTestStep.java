package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestOperation;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code scsVolumeBackupTest}: tests a cloud's backup service as SCS-0117 asks for it. */
public final class ScsVolumeBackupTestStep extends CinderActionStep {
    private static final String PREFIX = "scs-test-";
    private static final TextCheck NAME_PREFIX = new TextCheck(
            "prefix", (field, text) -> text == null ? Optional.empty() : PlanCheck.namePrefix(field, text));

    private String cluster;
    private KubernetesApi kubernetes;
    private String prefix = PREFIX;
    private boolean data = true;
    private boolean incremental = true;
    private JobOptions job = new JobOptions();

    @DataBoundConstructor
    public ScsVolumeBackupTestStep() {
        super(600);
    }

    @Override
    Operation<?> operation() {
        return ScsTestOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return new ScsTestPlanMaker(this, planning).make();
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(NAME_PREFIX.problem(prefix));
        problems.add(TIMEOUT.problem(getTimeout()));
        problems.addAll(job.problems());
        return problems.list();
    }

    /** Name of a cluster of the global configuration, whose pods write data and compare them; none if null. */
    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(@CheckForNull String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    /** The cluster written inline. */
    @CheckForNull
    public KubernetesApi getKubernetes() {
        return kubernetes;
    }

    @DataBoundSetter
    public void setKubernetes(@CheckForNull KubernetesApi kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** How the names begin of all that the test makes. */
    public String getPrefix() {
        return prefix;
    }

    @DataBoundSetter
    public void setPrefix(@CheckForNull String prefix) {
        this.prefix = Texts.orDefault(prefix, PREFIX);
    }

    /** Whether data are written to the volume and compared with what is restored, where a cluster is named. */
    public boolean isData() {
        return data;
    }

    @DataBoundSetter
    public void setData(boolean data) {
        this.data = data;
    }

    /** The Jobs of the pods that do that. */
    public JobOptions getJob() {
        return job;
    }

    @DataBoundSetter
    public void setJob(@CheckForNull JobOptions job) {
        this.job = job == null ? new JobOptions() : job;
    }

    /** Whether an increment is made and restored too, which the standard does not ask for. */
    public boolean isIncremental() {
        return incremental;
    }

    @DataBoundSetter
    public void setIncremental(boolean incremental) {
        this.incremental = incremental;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends CinderActionStepDescriptor<ScsVolumeBackupTestStep> {
        @Override
        public String getFunctionName() {
            return "scsVolumeBackupTest";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ScsVolumeBackupTestStep_DisplayName();
        }

        @POST
        @Override
        public ListBoxModel doFillClusterItems(@AncestorInPath Item item, @QueryParameter String cluster) {
            return choices(
                    item,
                    Messages.ScsVolumeBackupTestStep_NoCluster(),
                    cluster,
                    CinderBackupConfiguration.get().getClusters().stream().map(KubernetesCluster::getName));
        }

        @POST
        public FormValidation doCheckPrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return NAME_PREFIX.inForm(item, value);
        }
    }
}
