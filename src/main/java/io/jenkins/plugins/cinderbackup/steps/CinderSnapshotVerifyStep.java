package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.restic.ReadDataSubset;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code cinderSnapshotVerify}: has restic check a repository, and restore a backup from it on trial. It is the settings of a verification and nothing else. */
public final class CinderSnapshotVerifyStep extends BackupChoiceStep {
    static final NumberCheck MAX_AGE = new NumberCheck("maxAge", PlanCheck::seconds);
    static final NumberCheck SAMPLE = new NumberCheck("sample", PlanCheck::limit);
    static final NumberCheck MAX_DURATION = new NumberCheck("maxDuration", PlanCheck::seconds);

    private String selector;
    private Integer sample;
    private Integer maxAge;
    private boolean check = true;
    private String readDataSubset;
    private boolean restore = true;
    private Integer maxDuration;
    private boolean compareSnapshot;
    private TestOptions test;

    @DataBoundConstructor
    public CinderSnapshotVerifyStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    Operation<?> operation() {
        return VerifyOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return new VerifyPlanMaker(this, planning).make();
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.addAll(sourceProblems());
        choice().problems().forEach(sentence -> problems.add(sentence));
        problems.add(MAX_AGE.problemIfAny(maxAge));
        ReadDataSubset.problems(readDataSubset).forEach(sentence -> problems.add(sentence));
        problems.add(MAX_DURATION.problemIfAny(maxDuration));
        problems.add(SAMPLE.problemIfAny(sample));
        Optional.ofNullable(test).map(TestOptions::problems).ifPresent(problems::addAll);
        contradictions(problems);
        return problems.list();
    }

    private void contradictions(Findings problems) {
        if (getPvc() != null && getVolumeId() != null) {
            problems.add(
                    "Both `pvc` and `volumeId` are set: a backup is of one or the other.",
                    "remove `volumeId` unless the volume was backed up by its id alone");
        }
        sampleContradictions(problems);
        if (choice().isCinderSnapshot()) {
            problems.add(
                    "backup is the id of a Cinder snapshot: what is verified is in the repository.",
                    "name the backup by its restic id");
        }
        if (!check && !restore) {
            problems.add(
                    "Neither `check` nor `restore` is wanted, so there is nothing to verify.", "leave one of them out");
        }
        if (!restore && test != null) {
            problems.add(
                    "test is set, and restore is false: it is the restored files that it looks at.",
                    "remove one of them");
        }
        if (!restore && compareSnapshot) {
            problems.add(
                    "compareSnapshot is set, and restore is false: without a restore nobody knows whether what the repository has can be read.",
                    "remove one of them");
        }
        if (!check && readDataSubset != null) {
            problems.add(
                    "readDataSubset is set, and check is false: it is the check that reads the data.",
                    "remove one of them");
        }
    }

    private void sampleContradictions(Findings problems) {
        if (selector == null && sample != null) {
            problems.add(
                    "sample is set, and selector is not: a sample is taken of PVCs with certain labels.",
                    "set `selector` to the labels, or remove `sample`");
        }
        if (selector == null) {
            return;
        }
        if (!isSourceMissing()) {
            problems.add(
                    "Both " + (getPvc() == null ? "`volumeId`" : "`pvc`")
                            + " and `selector` are set: sources are either named or chosen by labels.",
                    "remove one");
        }
        if (!SnapshotChoice.LATEST.equals(getBackup())) {
            problems.add(
                    "backup is of one source, and selector may choose several.",
                    "leave `backup` out, so that the newest backup of each is verified");
        }
        if (!restore) {
            problems.add(
                    "selector is set, and restore is false: the check is about the repository, whatever is in it.",
                    "remove one of them");
        }
    }

    @Override
    Optional<Finding> missingSource() {
        return restore && isSourceMissing() && selector == null
                ? Optional.of(Finding.of(
                        "pvc is missing: name the PVC whose backup is to be restored on trial, or the Cinder volume that was backed up with `volumeId`.",
                        "to check the repository alone, set `restore: false`"))
                : Optional.empty();
    }

    /** The labels of the PVCs, in place of a name, as {@code kubectl get pvc --selector} has it. */
    @CheckForNull
    public String getSelector() {
        return selector;
    }

    @DataBoundSetter
    public void setSelector(@CheckForNull String selector) {
        this.selector = Util.fixEmptyAndTrim(selector);
    }

    /** So many of those PVCs are verified, others each time; all of them if null. */
    @CheckForNull
    public Integer getSample() {
        return sample;
    }

    @DataBoundSetter
    public void setSample(@CheckForNull Integer sample) {
        this.sample = sample;
    }

    /** How old that backup may be, in seconds; any age if null. */
    @CheckForNull
    public Integer getMaxAge() {
        return maxAge;
    }

    @DataBoundSetter
    public void setMaxAge(@CheckForNull Integer maxAge) {
        this.maxAge = maxAge;
    }

    /** Whether restic checks the repository. */
    public boolean isCheck() {
        return check;
    }

    @DataBoundSetter
    public void setCheck(boolean check) {
        this.check = check;
    }

    /** How much of the data that check reads; none if null. */
    @CheckForNull
    public String getReadDataSubset() {
        return readDataSubset;
    }

    @DataBoundSetter
    public void setReadDataSubset(@CheckForNull String readDataSubset) {
        this.readDataSubset = Util.fixEmptyAndTrim(readDataSubset);
    }

    /** Whether a backup is restored on trial. */
    public boolean isRestore() {
        return restore;
    }

    @DataBoundSetter
    public void setRestore(boolean restore) {
        this.restore = restore;
    }

    /** How long that and the test may take before the build is unstable for it, in seconds; any time if null. */
    @CheckForNull
    public Integer getMaxDuration() {
        return maxDuration;
    }

    @DataBoundSetter
    public void setMaxDuration(@CheckForNull Integer maxDuration) {
        this.maxDuration = maxDuration;
    }

    /** Whether the Cinder snapshot that was kept of the backup is read again and compared with it. */
    public boolean isCompareSnapshot() {
        return compareSnapshot;
    }

    @DataBoundSetter
    public void setCompareSnapshot(boolean compareSnapshot) {
        this.compareSnapshot = compareSnapshot;
    }

    /** What looks at the restored files; nothing if null. */
    @CheckForNull
    public TestOptions getTest() {
        return test;
    }

    @DataBoundSetter
    public void setTest(@CheckForNull TestOptions test) {
        this.test = test;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends VerifyStepDescriptor {
        @Override
        public String getFunctionName() {
            return "cinderSnapshotVerify";
        }
    }
}
