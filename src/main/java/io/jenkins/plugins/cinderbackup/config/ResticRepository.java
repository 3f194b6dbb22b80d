package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A restic repository of the global configuration, or with placeholders in its URL one for each source. */
public final class ResticRepository extends RepositoryConnection implements Describable<ResticRepository> {
    private static final long serialVersionUID = 1L;
    /** What stands before the name of a field where a job has written the repository. */
    private static final Pattern FIELD = Pattern.compile("\\brepository\\.(?=\\w)");

    private String name;

    @DataBoundConstructor
    public ResticRepository() {
        // All is optional
    }

    /** By which jobs call it. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** What messages put before the names of its fields. */
    @NonNull
    public String fields() {
        return "repositories[" + name + "].";
    }

    /** @param prefix what messages put before the names of its fields */
    @NonNull
    List<Finding> problems(@NonNull String prefix) {
        return Stream.concat(
                        RepositoryTemplate.problems(getUrl()).stream()
                                .map(sentence -> Finding.of(
                                        FIELD.matcher(sentence).replaceAll(Matcher.quoteReplacement(prefix)))),
                        keyProblems(prefix).stream())
                .toList();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends ConnectionDescriptor<ResticRepository> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ResticRepository_DisplayName();
        }

        /** Whether it can be a name. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return new TextCheck("name", NameCheck::problem).inForm(null, value);
        }

        /** Whether restic takes it, whatever stands in place of its placeholders. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return FormCheck.sentences(null, value, RepositoryTemplate::problems);
        }

        /** Whether a credential is chosen where one is needed. */
        @POST
        public FormValidation doCheckPasswordCredentialsId(
                @QueryParameter String value, @QueryParameter String secretRef) {
            return FormCheck.credential(
                    null, value, doFillPasswordCredentialsIdItems(null, null), Util.fixEmptyAndTrim(secretRef) == null);
        }

        /** Whether the credential is one of the choices. */
        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            return FormCheck.credential(null, value, doFillCredentialsIdItems(null, null), false);
        }
    }
}
