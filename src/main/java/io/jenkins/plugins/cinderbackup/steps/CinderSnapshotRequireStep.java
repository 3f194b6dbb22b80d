package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.gate.GateOperation;
import io.jenkins.plugins.cinderbackup.operation.gate.GatePlan;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code cinderSnapshotRequire}: goes on only if PVCs have the backups that are asked for. */
public final class CinderSnapshotRequireStep extends ResticRunStep {
    private static final NumberCheck MAX_AGE = new NumberCheck("maxAge", PlanCheck::seconds);
    private static final NumberCheck VERIFIED_WITHIN = new NumberCheck("verifiedWithin", PlanCheck::seconds);
    private static final int DAY = 86_400;

    private String namespace;
    private List<String> pvc = new ArrayList<>();
    private String selector;
    private List<String> paths = GatePlan.WHOLE_VOLUME;
    private int maxAge = DAY;
    private Integer verifiedWithin;
    private boolean refresh = true;

    @DataBoundConstructor
    public CinderSnapshotRequireStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    Operation<?> operation() {
        return GateOperation.OPERATION;
    }

    @Override
    PlannedRun<GatePlan> plan(Planning planning) {
        return new GatePlanMaker(this, planning).make();
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(CloudRunStep.NAMESPACE.problem(namespace));
        problems.addAll(sourceProblems());
        pathsProblems().forEach(sentence -> problems.add(sentence));
        problems.add(MAX_AGE.problem(maxAge));
        problems.add(VERIFIED_WITHIN.problemIfAny(verifiedWithin));
        if (isDryRun()) {
            problems.add(
                    "dryRun is set: a gate that looks at nothing would let everything pass.",
                    "remove it; a gate changes nothing anyway");
        }
        return problems.list();
    }

    /** What is wrong with how the PVCs are named. */
    List<Finding> sourceProblems() {
        Findings problems = new Findings();
        if (pvc.isEmpty() && selector == null) {
            problems.add(
                    "pvc is missing: which PVCs must have a backup?",
                    "set `pvc` to a name or to several, or `selector` to the labels that they have");
        }
        if (!pvc.isEmpty() && selector != null) {
            problems.add("Both `pvc` and `selector` are set: PVCs are either named or chosen by labels.", "remove one");
        }
        Texts.filled(pvc).forEach(name -> problems.add(PlanCheck.name1123("pvc", name)));
        return problems.list();
    }

    /** As of a backup of these paths. */
    List<String> pathsProblems() {
        return new BackupSource("host", List.of(), Texts.filled(paths), List.of()).problems();
    }

    /** The namespace of the PVCs; the cluster's default if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The PVCs that must have a backup. */
    public List<String> getPvc() {
        return pvc;
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull List<String> pvc) {
        this.pvc = Texts.entries(pvc);
    }

    /** The labels of the PVCs that must have a backup, in place of their names. */
    @CheckForNull
    public String getSelector() {
        return selector;
    }

    @DataBoundSetter
    public void setSelector(@CheckForNull String selector) {
        this.selector = Util.fixEmptyAndTrim(selector);
    }

    /** What of each volume must be backed up: a backup of another part does not count, nor one of more. */
    public List<String> getPaths() {
        return paths;
    }

    /** @param paths the whole volume if there are none: so Job DSL gives a list that is left out */
    @DataBoundSetter
    public void setPaths(@CheckForNull List<String> paths) {
        List<String> given = Texts.entries(paths);
        this.paths = given.isEmpty() ? GatePlan.WHOLE_VOLUME : given;
    }

    /** How many seconds old the newest sound backup may be. */
    public int getMaxAge() {
        return maxAge;
    }

    @DataBoundSetter
    public void setMaxAge(int maxAge) {
        this.maxAge = maxAge;
    }

    /** How many seconds ago a backup of each must have been verified at most; none need be if null. */
    @CheckForNull
    public Integer getVerifiedWithin() {
        return verifiedWithin;
    }

    @DataBoundSetter
    public void setVerifiedWithin(@CheckForNull Integer verifiedWithin) {
        this.verifiedWithin = verifiedWithin;
    }

    /** Whether restic lists the repository first. */
    public boolean isRefresh() {
        return refresh;
    }

    @DataBoundSetter
    public void setRefresh(boolean refresh) {
        this.refresh = refresh;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends RunStepDescriptor<CinderSnapshotRequireStep> {
        private static final String PVC = "pvc";

        @Override
        public String getFunctionName() {
            return "cinderSnapshotRequire";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotRequireStep_DisplayName();
        }

        /** One PVC may be given without a list. */
        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> given = new LinkedHashMap<>(arguments);
            if (given.get(PVC) instanceof CharSequence one) {
                given.put(PVC, List.of(one.toString()));
            }
            return super.customInstantiate(given);
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            return CloudRunStep.NAMESPACE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckPvc(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String selector) {
            return FormCheck.findings(item, value, text -> {
                CinderSnapshotRequireStep step = getDefaults();
                step.setPvc(Texts.ofArea(text));
                step.setSelector(selector);
                return step.sourceProblems();
            });
        }

        @POST
        public FormValidation doCheckPaths(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.sentences(item, value, text -> {
                CinderSnapshotRequireStep step = getDefaults();
                step.setPaths(Texts.ofArea(text));
                return step.pathsProblems();
            });
        }

        @POST
        public FormValidation doCheckMaxAge(@AncestorInPath Item item, @QueryParameter String value) {
            return MAX_AGE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckVerifiedWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return VERIFIED_WITHIN.inFormIfAny(item, value);
        }
    }
}
