package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.RepositoryConnection;
import io.jenkins.plugins.cinderbackup.config.ResticRepository;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The restic repository of a run: one of the global configuration by its name, or one written here; and how the run uses it. */
public final class RepositoryOptions extends RepositoryConnection implements Describable<RepositoryOptions> {
    /** What messages put before the names of the fields. */
    static final String FIELDS = "repository.";

    private static final long serialVersionUID = 1L;
    private static final NumberCheck LOCK_TIMEOUT = new NumberCheck(FIELDS + "lockTimeout", PlanCheck::seconds);

    private String name;
    private boolean create = true;
    private int lockTimeout = 3600;

    @DataBoundConstructor
    public RepositoryOptions() {
        // All is optional
    }

    /** Name of a repository of the global configuration; null if it is written here. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** Whether a repository that is not there is initialised. */
    public boolean isCreate() {
        return create;
    }

    @DataBoundSetter
    public void setCreate(boolean create) {
        this.create = create;
    }

    /** Seconds for which somebody else's lock is waited for. */
    public int getLockTimeout() {
        return lockTimeout;
    }

    @DataBoundSetter
    public void setLockTimeout(int lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    /** What is wrong with it, whatever is configured. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.addAll(placeProblems());
        if (name == null) {
            problems.addAll(keyProblems(FIELDS));
        }
        problems.add(LOCK_TIMEOUT.problem(lockTimeout));
        return problems.list();
    }

    /** Where it is has to be said, and once. */
    private List<Finding> placeProblems() {
        Findings problems = new Findings();
        Set<String> inline = connectionFields().keySet();
        if (name == null && getUrl() == null) {
            problems.add(
                    "repository.url is missing: say where the repository is, or name one of the global configuration with `repository.name`.");
        } else if (name == null) {
            RepositoryTemplate.problems(getUrl()).forEach(sentence -> problems.add(sentence));
        } else if (!inline.isEmpty()) {
            problems.add(
                    "Both `repository.name` and "
                            + inline.stream()
                                    .map(field -> "`" + FIELDS + field + "`")
                                    .collect(Collectors.joining(", "))
                            + " are set: a repository is either named or written inline.",
                    "remove the name, or the others");
        }
        return problems.list();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends ConnectionDescriptor<RepositoryOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RepositoryOptions_DisplayName();
        }

        /** With which the form compares, to say whether a folded field was edited. */
        public RepositoryOptions getDefaults() {
            return new RepositoryOptions();
        }

        @POST
        public ListBoxModel doFillNameItems(@AncestorInPath Item item, @QueryParameter String name) {
            return RunStepDescriptor.choices(
                    item,
                    Messages.RepositoryOptions_Inline(),
                    name,
                    CinderBackupConfiguration.get().getRepositories().stream().map(ResticRepository::getName));
        }

        /** Of the URL, together with the name: one of them is needed, and not both. */
        @POST
        public FormValidation doCheckUrl(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String name) {
            return FormCheck.findings(item, value, text -> {
                RepositoryOptions options = new RepositoryOptions();
                options.setName(name);
                options.setUrl(text);
                return options.placeProblems();
            });
        }

        @POST
        public FormValidation doCheckLockTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return LOCK_TIMEOUT.inForm(item, value);
        }
    }
}
