package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.RepositoryKeys;
import io.jenkins.plugins.cinderbackup.credentials.CredentialChoices;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where a restic repository is, and the ids of the credentials for it: what a named repository and one written into a job have in common. */
public abstract class RepositoryConnection implements Serializable {
    private static final long serialVersionUID = 1L;

    private String url;
    private String passwordCredentialsId;
    private String credentialsId;
    private String secretRef;
    private String caCertificate;

    protected RepositoryConnection() {
        // All is optional
    }

    /** Where it is, as restic writes it, with {@linkplain RepositoryTemplate placeholders}. */
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

    /**
     * What opens it.
     *
     * @param fields what messages put before the names of its fields
     */
    @NonNull
    public RepositoryKeys toKeys(@NonNull String fields) {
        return new RepositoryKeys(fields, passwordCredentialsId, credentialsId, caCertificate);
    }

    /** Its fields that are set, by name. */
    @NonNull
    protected final Map<String, String> connectionFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("url", url);
        fields.put("passwordCredentialsId", passwordCredentialsId);
        fields.put("credentialsId", credentialsId);
        fields.put("secretRef", secretRef);
        fields.put("caCertificate", caCertificate);
        fields.values().removeIf(value -> value == null);
        return fields;
    }

    /**
     * What is wrong with its keys.
     *
     * @param prefix what messages put before the names of its fields
     */
    @NonNull
    protected final List<Finding> keyProblems(@NonNull String prefix) {
        Findings problems = new Findings();
        if (secretRef == null) {
            problems.add(PlanCheck.required(
                    prefix + "passwordCredentialsId",
                    passwordCredentialsId,
                    "give the id of a Secret text with the repository's password, or `" + prefix + "secretRef`."));
        } else if (passwordCredentialsId != null || credentialsId != null) {
            problems.add(
                    prefix
                            + "secretRef is set together with credential ids: the keys come either from the Secret or from Jenkins.",
                    "remove `" + prefix + "secretRef`, or both `" + prefix + "passwordCredentialsId` and `" + prefix
                            + "credentialsId`");
        }
        problems.add(PlanCheck.name1123(prefix + "secretRef", secretRef));
        problems.add(AddressCheck.certificates(prefix + "caCertificate", caCertificate));
        return problems.list();
    }

    /** What of it does nothing, and why. */
    @NonNull
    public List<String> remarks() {
        boolean plain = caCertificate != null
                && RepositoryTemplate.problems(url).isEmpty()
                && RepositoryUrl.parse(RepositoryTemplate.example(url)).isPlainHttp();
        return plain
                ? List.of(
                        "repository.caCertificate does nothing: repository.url begins with http, so that there is no TLS.")
                : List.of();
    }

    /** The checks and the drop-downs of the fields that all repositories have. */
    public abstract static class ConnectionDescriptor<T extends RepositoryConnection & Describable<T>>
            extends Descriptor<T> {
        protected ConnectionDescriptor() {
            // Nobody else has such a connection
        }

        /** The texts that jobs may use. */
        @POST
        public ListBoxModel doFillPasswordCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String passwordCredentialsId) {
            return CredentialChoices.list(item, passwordCredentialsId, CredentialKind.TEXT);
        }

        /** The logins and files that jobs may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialChoices.list(item, credentialsId, CredentialKind.LOGIN, CredentialKind.FILE);
        }

        /** Whether it can be a Secret's name. */
        @POST
        public FormValidation doCheckSecretRef(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("secretRef", PlanCheck::name1123).inForm(item, value);
        }

        /** Whether it is certificates as PEM, and does something. */
        @POST
        public FormValidation doCheckCaCertificate(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
            FormValidation checked = new TextCheck("caCertificate", AddressCheck::certificates).inForm(item, value);
            ResticRepository repository = new ResticRepository();
            repository.setUrl(url);
            repository.setCaCertificate(value);
            return FormCheck.remarks(item, checked, repository.remarks());
        }
    }
}
