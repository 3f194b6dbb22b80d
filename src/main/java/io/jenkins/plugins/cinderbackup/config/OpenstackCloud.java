package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.credentials.CredentialChoices;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An OpenStack cloud and how to log in; in the global configuration it has a name. */
public final class OpenstackCloud implements Describable<OpenstackCloud>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 63;
    private static final Pattern CREATIONS = Pattern.compile("[1-9]\\d{0,3}");

    private String name;
    private String authUrl;
    private String credentialsId;
    private String authType;
    private String projectName;
    private String projectDomainName;
    private String userDomainName;
    private String regionName;
    private String endpointInterface;
    private String caCertificate;
    private String cloudName;
    private Integer maxConcurrentCreations;
    private boolean volumeBackupsAllowed;

    @DataBoundConstructor
    public OpenstackCloud() {
        // All is optional
    }

    /** By which jobs call it; null where the cloud is written into a job. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** Keystone's URL; not needed where the credential is a file that has it. */
    @CheckForNull
    public String getAuthUrl() {
        return authUrl;
    }

    @DataBoundSetter
    public void setAuthUrl(@CheckForNull String authUrl) {
        this.authUrl = Util.fixEmptyAndTrim(authUrl);
    }

    /** Username with password, or a Secret file. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** What a Username with password is: {@code password} or {@code applicationCredential}. */
    @CheckForNull
    public String getAuthType() {
        return authType;
    }

    @DataBoundSetter
    public void setAuthType(@CheckForNull String authType) {
        this.authType = Util.fixEmptyAndTrim(authType);
    }

    /** The project. */
    @CheckForNull
    public String getProjectName() {
        return projectName;
    }

    @DataBoundSetter
    public void setProjectName(@CheckForNull String projectName) {
        this.projectName = Util.fixEmptyAndTrim(projectName);
    }

    /** The project's domain. */
    @CheckForNull
    public String getProjectDomainName() {
        return projectDomainName;
    }

    @DataBoundSetter
    public void setProjectDomainName(@CheckForNull String projectDomainName) {
        this.projectDomainName = Util.fixEmptyAndTrim(projectDomainName);
    }

    /** The user's domain. */
    @CheckForNull
    public String getUserDomainName() {
        return userDomainName;
    }

    @DataBoundSetter
    public void setUserDomainName(@CheckForNull String userDomainName) {
        this.userDomainName = Util.fixEmptyAndTrim(userDomainName);
    }

    /** The region; the only one if null. */
    @CheckForNull
    public String getRegionName() {
        return regionName;
    }

    @DataBoundSetter
    public void setRegionName(@CheckForNull String regionName) {
        this.regionName = Util.fixEmptyAndTrim(regionName);
    }

    /** {@code public}, {@code internal} or {@code admin}; {@code public} if null. */
    @CheckForNull
    public String getEndpointInterface() {
        return endpointInterface;
    }

    @DataBoundSetter
    public void setEndpointInterface(@CheckForNull String endpointInterface) {
        this.endpointInterface = Util.fixEmptyAndTrim(endpointInterface);
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

    /** The entry of a clouds.yaml; its only one if null. */
    @CheckForNull
    public String getCloudName() {
        return cloudName;
    }

    @DataBoundSetter
    public void setCloudName(@CheckForNull String cloudName) {
        this.cloudName = Util.fixEmptyAndTrim(cloudName);
    }

    /** How many of this controller's backups may create snapshots and volumes there at once; the plugin's own default if null. */
    @CheckForNull
    public Integer getMaxConcurrentCreations() {
        return maxConcurrentCreations;
    }

    @DataBoundSetter
    public void setMaxConcurrentCreations(@CheckForNull Integer maxConcurrentCreations) {
        this.maxConcurrentCreations = maxConcurrentCreations;
    }

    /** Whether jobs may back up each volume of the project by Cinder itself, and list and remove each such backup. */
    public boolean isVolumeBackupsAllowed() {
        return volumeBackupsAllowed;
    }

    @DataBoundSetter
    public void setVolumeBackupsAllowed(boolean volumeBackupsAllowed) {
        this.volumeBackupsAllowed = volumeBackupsAllowed;
    }

    /** Where a cloud of the global configuration is and whose credential is used. */
    @NonNull
    public CloudAddress toAddress() {
        return toAddress(String.valueOf(name), "clouds[" + name + "].", true);
    }

    /**
     * Where it is and whose credential is used.
     *
     * @param label what messages call it
     * @param fields what messages put before the names of its fields
     */
    @NonNull
    public CloudAddress toAddress(@NonNull String label, @NonNull String fields) {
        return toAddress(label, fields, false);
    }

    private CloudAddress toAddress(String label, String fields, boolean named) {
        return new CloudAddress(
                label,
                fields,
                authUrl,
                credentialsId,
                authType,
                projectName,
                projectDomainName,
                userDomainName,
                regionName,
                endpointInterface,
                caCertificate,
                cloudName,
                named);
    }

    /** @param prefix what messages put before the names of its fields */
    @NonNull
    List<Finding> problems(@NonNull String prefix) {
        String creations = maxConcurrentCreations == null ? null : maxConcurrentCreations.toString();
        return Stream.concat(
                        AddressCheck.cloud(toAddress(String.valueOf(name), prefix)).stream(),
                        creations(prefix + "maxConcurrentCreations", creations).stream())
                .toList();
    }

    /** How many backups may create at once; null for the default. */
    private static Optional<Finding> creations(String field, @CheckForNull String text) {
        return text == null || CREATIONS.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        field + " is '" + Printable.text(text, SHOWN) + "': it must be a number from 1 to 9999."));
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<OpenstackCloud> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.OpenstackCloud_DisplayName();
        }

        /** Whether it can be a name. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return new TextCheck("name", NameCheck::problem).inForm(null, value);
        }

        /** Whether it is a number of creations. */
        @POST
        public FormValidation doCheckMaxConcurrentCreations(@QueryParameter String value) {
            return new TextCheck("maxConcurrentCreations", OpenstackCloud::creations).inForm(null, value);
        }

        /** Whether it is a URL of Keystone. */
        @POST
        public FormValidation doCheckAuthUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("authUrl", AddressCheck::authUrl).inForm(item, value);
        }

        /** Whether it does something. */
        @POST
        public FormValidation doCheckProjectName(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String authType) {
            OpenstackCloud cloud = new OpenstackCloud();
            cloud.setProjectName(value);
            cloud.setAuthType(authType);
            return FormCheck.remarks(item, FormValidation.ok(), AddressCheck.remarks(cloud.toAddress("", "")));
        }

        /** Whether it is certificates as PEM. */
        @POST
        public FormValidation doCheckCaCertificate(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("caCertificate", AddressCheck::certificates).inForm(item, value);
        }

        /** Whether a credential is chosen. */
        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.credential(item, value, doFillCredentialsIdItems(item, null), true);
        }

        /** The logins and files that may be used there. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialChoices.list(item, credentialsId, CredentialKind.LOGIN, CredentialKind.FILE);
        }

        /** What a Username with password can be. */
        @POST
        public ListBoxModel doFillAuthTypeItems() {
            ListBoxModel types = new ListBoxModel();
            types.add(Messages.OpenstackCloud_User(), "");
            types.add(Messages.OpenstackCloud_ApplicationCredential(), "applicationCredential");
            return types;
        }

        /** The interfaces of a catalog. */
        @POST
        public ListBoxModel doFillEndpointInterfaceItems() {
            return Choices.orNone("public", List.of("internal", "admin"));
        }

        /** Logs in and looks around. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String authUrl,
                @QueryParameter String credentialsId,
                @QueryParameter String authType,
                @QueryParameter String projectName,
                @QueryParameter String projectDomainName,
                @QueryParameter String userDomainName,
                @QueryParameter String regionName,
                @QueryParameter String endpointInterface,
                @QueryParameter String caCertificate,
                @QueryParameter String cloudName) {
            FormAccess.requireConfigure(item);
            OpenstackCloud cloud = new OpenstackCloud();
            cloud.setAuthUrl(authUrl);
            cloud.setCredentialsId(credentialsId);
            cloud.setAuthType(authType);
            cloud.setProjectName(projectName);
            cloud.setProjectDomainName(projectDomainName);
            cloud.setUserDomainName(userDomainName);
            cloud.setRegionName(regionName);
            cloud.setEndpointInterface(endpointInterface);
            cloud.setCaCertificate(caCertificate);
            cloud.setCloudName(cloudName);
            return FormAnswer.tested(
                    cloud.problems(""), () -> new ConnectionTest(item).cloud(cloud.toAddress("of this form", "")));
        }
    }
}
