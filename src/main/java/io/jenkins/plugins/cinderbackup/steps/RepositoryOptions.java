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
import io.jenkins.plugins.cinderbackup.config.LiveCheck;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.credentials.CredentialChoices;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
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
            return LiveCheck.sentences(item, value, RepositoryUrl::problems);
        }

        @POST
        public FormValidation doCheckSecretRef(@AncestorInPath Item item, @QueryParameter String value) {
            return LiveCheck.text(item, "repository.secretRef", value, PlanCheck::name1123);
        }

        @POST
        public FormValidation doCheckCaCertificate(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
            FormValidation checked =
                    LiveCheck.text(item, "repository.caCertificate", value, AddressCheck::certificates);
            RepositoryOptions options = new RepositoryOptions();
            options.setUrl(url);
            options.setCaCertificate(value);
            return LiveCheck.remarks(item, checked, options.remarks());
        }

        @POST
        public FormValidation doCheckLockTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return LiveCheck.number(item, "repository.lockTimeout", value, PlanCheck::seconds);
        }
    }
}
