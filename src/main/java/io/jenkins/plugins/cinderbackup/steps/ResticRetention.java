package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.restic.TagSyntax;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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
        this.keepTags = Texts.entries(keepTags);
    }

    /** Whether unused data is removed too. */
    public boolean isPrune() {
        return prune;
    }

    @DataBoundSetter
    public void setPrune(boolean prune) {
        this.prune = prune;
    }

    /** As restic has it. */
    RetentionPolicy toPolicy() {
        return new RetentionPolicy(
                keepLast,
                keepHourly,
                keepDaily,
                keepWeekly,
                keepMonthly,
                keepYearly,
                Util.fixNull(keepWithin),
                Texts.filled(keepTags),
                prune);
    }

    /** @param tags of the backup, which the policy must keep */
    List<Finding> problems(List<String> tags) {
        RetentionPolicy policy = toPolicy();
        return Stream.concat(policy.problems().stream(), policy.keepsNothingOf(tags).stream())
                .map(Finding::of)
                .toList();
    }

    private static FormValidation count(@CheckForNull Item item, String name, @CheckForNull String value) {
        return new NumberCheck(
                        "retention." + name,
                        (field, n) -> RetentionPolicy.count(name, n).map(Finding::of))
                .inForm(item, value);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<ResticRetention> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ResticRetention_DisplayName();
        }

        @POST
        public FormValidation doCheckKeepLast(@AncestorInPath Item item, @QueryParameter String value) {
            return count(item, "keepLast", value);
        }

        @POST
        public FormValidation doCheckKeepHourly(@AncestorInPath Item item, @QueryParameter String value) {
            return count(item, "keepHourly", value);
        }

        @POST
        public FormValidation doCheckKeepDaily(@AncestorInPath Item item, @QueryParameter String value) {
            return count(item, "keepDaily", value);
        }

        @POST
        public FormValidation doCheckKeepWeekly(@AncestorInPath Item item, @QueryParameter String value) {
            return count(item, "keepWeekly", value);
        }

        @POST
        public FormValidation doCheckKeepMonthly(@AncestorInPath Item item, @QueryParameter String value) {
            return count(item, "keepMonthly", value);
        }

        @POST
        public FormValidation doCheckKeepYearly(@AncestorInPath Item item, @QueryParameter String value) {
            return count(item, "keepYearly", value);
        }

        @POST
        public FormValidation doCheckKeepWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.sentences(
                    item,
                    value,
                    text -> new RetentionPolicy(0, 0, 0, 0, 0, 0, Util.fixNull(text), List.of(), true).problems());
        }

        /** Also whether the backup itself would be kept: by another rule, or by one of these tags. */
        @POST
        public FormValidation doCheckKeepTags(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String keepLast,
                @QueryParameter String keepHourly,
                @QueryParameter String keepDaily,
                @QueryParameter String keepWeekly,
                @QueryParameter String keepMonthly,
                @QueryParameter String keepYearly,
                @QueryParameter String keepWithin,
                @RelativePath("..") @QueryParameter String tags) {
            boolean alone = Stream.of(keepLast, keepHourly, keepDaily, keepWeekly, keepMonthly, keepYearly, keepWithin)
                    .allMatch(
                            rule -> List.of("", "0").contains(Util.fixNull(rule).strip()));
            // What a variable stands for is known only to a build
            boolean known = alone && Util.fixNull(tags).indexOf('$') < 0;
            return FormCheck.sentences(item, value, text -> {
                List<String> keep = Texts.ofArea(text);
                RetentionPolicy policy = new RetentionPolicy(0, 0, 0, 0, 0, 0, "", keep, true);
                Stream<String> kept = known ? policy.keepsNothingOf(Texts.ofArea(tags)).stream() : Stream.empty();
                return Stream.concat(TagSyntax.problems("retention.keepTags", keep).stream(), kept)
                        .toList();
            });
        }
    }
}
