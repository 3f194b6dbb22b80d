package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.credentials.CredentialChoices;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.io.Serializable;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The restic repository, and the ids of the credentials for it. */
public final class RepositoryOptions implements Describable<RepositoryOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final TextCheck SECRET_REF = new TextCheck("repository.secretRef", PlanCheck::name1123);
    private static final TextCheck CA_CERTIFICATE =
            new TextCheck("repository.caCertificate", AddressCheck::certificates);
    private static final NumberCheck LOCK_TIMEOUT = new NumberCheck("repository.lockTimeout", PlanCheck::seconds);

    private String url;
    private String passwordCredentialsId;
    private String credentialsId;
    private String secretRef;
    private String caCertificate;
    private boolean create = true;
    private int lockTimeout = 3600;

    @DataBoundConstructor
    public RepositoryOptions() {
        // All is optional
    }

    /** Where it is, as restic writes it. */
    @CheckForNull
    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(@CheckForNull String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    /** Secret text: the repository's password. */
    @CheckForNull
    public String getPasswordCredentialsId() {
        return passwordCredentialsId;
    }

    @DataBoundSetter
    public void setPasswordCredentialsId(@CheckForNull String passwordCredentialsId) {
        this.passwordCredentialsId = Util.fixEmptyAndTrim(passwordCredentialsId);
    }

    /** The storage's keys: Username with password, or a Secret file. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Instead of both: a Secret in the Job's namespace. */
    @CheckForNull
    public String getSecretRef() {
        return secretRef;
    }

    @DataBoundSetter
    public void setSecretRef(@CheckForNull String secretRef) {
        this.secretRef = Util.fixEmptyAndTrim(secretRef);
    }

    /** PEM of a private CA. */
    @CheckForNull
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(@CheckForNull String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
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

    /** What is wrong with it. */
    List<Finding> problems() {
        Findings problems = new Findings();
        RepositoryUrl.problems(url).forEach(sentence -> problems.add(sentence));
        if (secretRef == null) {
            problems.add(PlanCheck.required(
                    "repository.passwordCredentialsId",
                    passwordCredentialsId,
                    "give the id of a Secret text with the repository's password, or `repository.secretRef`."));
        } else if (passwordCredentialsId != null || credentialsId != null) {
            problems.add(
                    "repository.secretRef is set together with credential ids: the keys come either from the Secret or from Jenkins.",
                    "remove `repository.secretRef`, or both `repository.passwordCredentialsId` and `repository.credentialsId`");
        }
        problems.add(SECRET_REF.problem(secretRef));
        problems.add(CA_CERTIFICATE.problem(caCertificate));
        problems.add(LOCK_TIMEOUT.problem(lockTimeout));
        return problems.list();
    }

    /** What of it does nothing, and why. */
    List<String> remarks() {
        boolean plain = caCertificate != null
                && RepositoryUrl.problems(url).isEmpty()
                && RepositoryUrl.parse(url).isPlainHttp();
        return plain
                ? List.of(
                        "repository.caCertificate does nothing: repository.url begins with http, so that there is no TLS.")
                : List.of();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<RepositoryOptions> {
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
        public ListBoxModel doFillPasswordCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String passwordCredentialsId) {
            return CredentialChoices.list(item, passwordCredentialsId, CredentialKind.TEXT);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialChoices.list(item, credentialsId, CredentialKind.LOGIN, CredentialKind.FILE);
        }

        @POST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.sentences(item, value, RepositoryUrl::problems);
        }

        @POST
        public FormValidation doCheckSecretRef(@AncestorInPath Item item, @QueryParameter String value) {
            return SECRET_REF.inForm(item, value);
        }

        @POST
        public FormValidation doCheckCaCertificate(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
            FormValidation checked = CA_CERTIFICATE.inForm(item, value);
            RepositoryOptions options = new RepositoryOptions();
            options.setUrl(url);
            options.setCaCertificate(value);
            return FormCheck.remarks(item, checked, options.remarks());
        }

        @POST
        public FormValidation doCheckLockTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return LOCK_TIMEOUT.inForm(item, value);
        }
    }
}
