package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What {@code restic forget} keeps; with no rule nothing is forgotten. */
public final class ResticRetention implements Describable<ResticRetention>, Serializable {
    private static final long serialVersionUID = 1L;

    private int keepLast;
    private int keepHourly;
    private int keepDaily;
    private int keepWeekly;
    private int keepMonthly;
    private int keepYearly;
    private String keepWithin;
    private List<String> keepTags = new ArrayList<>();
    private boolean prune = true;

    @DataBoundConstructor
    public ResticRetention() {
        // All is optional
    }

    /** So many of the newest. */
    public int getKeepLast() {
        return keepLast;
    }

    @DataBoundSetter
    public void setKeepLast(int keepLast) {
        this.keepLast = keepLast;
    }

    /** One for each of so many hours. */
    public int getKeepHourly() {
        return keepHourly;
    }

    @DataBoundSetter
    public void setKeepHourly(int keepHourly) {
        this.keepHourly = keepHourly;
    }

    /** One for each of so many days. */
    public int getKeepDaily() {
        return keepDaily;
    }

    @DataBoundSetter
    public void setKeepDaily(int keepDaily) {
        this.keepDaily = keepDaily;
    }

    /** One for each of so many weeks. */
    public int getKeepWeekly() {
        return keepWeekly;
    }

    @DataBoundSetter
    public void setKeepWeekly(int keepWeekly) {
        this.keepWeekly = keepWeekly;
    }

    /** One for each of so many months. */
    public int getKeepMonthly() {
        return keepMonthly;
    }

    @DataBoundSetter
    public void setKeepMonthly(int keepMonthly) {
        this.keepMonthly = keepMonthly;
    }

    /** One for each of so many years. */
    public int getKeepYearly() {
        return keepYearly;
    }

    @DataBoundSetter
    public void setKeepYearly(int keepYearly) {
        this.keepYearly = keepYearly;
    }

    /** All that are younger, such as {@code 1y5m7d2h}. */
    @CheckForNull
    public String getKeepWithin() {
        return keepWithin;
    }

    @DataBoundSetter
    public void setKeepWithin(@CheckForNull String keepWithin) {
        this.keepWithin = Util.fixEmptyAndTrim(keepWithin);
    }

    /** All that have one of these tags. */
    public List<String> getKeepTags() {
        return keepTags;
    }

    @DataBoundSetter
    public void setKeepTags(@CheckForNull List<String> keepTags) {
        this.keepTags = keepTags == null ? new ArrayList<>() : new ArrayList<>(keepTags);
    }

    /** Whether unused data is removed too. */
    public boolean isPrune() {
        return prune;
    }

    @DataBoundSetter
    public void setPrune(boolean prune) {
        this.prune = prune;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<ResticRetention> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ResticRetention_DisplayName();
        }
    }
}
