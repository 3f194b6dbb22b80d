package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Login;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.SecretFile;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudFields;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudFields.Field;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudsYaml;
import io.jenkins.plugins.cinderbackup.openstack.keystone.OpenRc;
import java.util.Optional;
import java.util.regex.Pattern;

/** From a cloud's address and its credential to what the adapter needs. What the address says stands above what a file says. */
public final class CloudLogin {
    static final String APPLICATION_CREDENTIAL = "applicationCredential";
    /** The name that Keystone gives to its first domain. */
    private static final String DEFAULT_DOMAIN = "Default";

    /** Stays in its line and gives nothing back: else many empty lines would cost their square. */
    private static final Pattern OPENRC =
            Pattern.compile("^[ \\t]*+(?:export[ \\t]++)?+OS_[A-Z_]++=", Pattern.MULTILINE);

    private final CloudAddress address;
    private final CredentialLookup credentials;
    private final Masking masking;
    private volatile Optional<String> note = Optional.empty();

    public CloudLogin(CloudAddress address, CredentialLookup credentials, Masking masking) {
        this.address = address;
        this.credentials = credentials;
        this.masking = masking;
    }

    /** @throws PermanentException with all that is wrong */
    @NonNull
    public CloudSettings settings(@CheckForNull ProxyConfiguration proxy) {
        String field = address.fields() + "credentialsId";
        String id = address.credentialsId();
        if (id == null) {
            throw PermanentException.of(
                    field + " is missing: nothing says how to log in to the OpenStack cloud.",
                    "give the id of a Username with password or a Secret file");
        }
        CredentialValue value = credentials.find(field, id, CredentialKind.LOGIN, CredentialKind.FILE);
        CloudFields fields = value instanceof SecretFile file ? ofFile(file) : ofLogin((Login) value);
        masking.addAll(fields.secrets());
        note = fields.note();
        CloudSettings settings = fields.with(ofAddress())
                .settings(ConnectionSettings.DEFAULT
                        .withCaCertificates(address.caCertificate())
                        .withProxy(Proxies.forOpenstack(proxy)));
        Proxies.refuseLogin(settings.authUrl(), proxy);
        return settings;
    }

    /** What of the credential is not used, as the last look at it has shown; empty if there is nothing. */
    @NonNull
    public Optional<String> note() {
        return note;
    }

    private CloudFields ofFile(SecretFile file) {
        if (!OPENRC.matcher(file.content()).find()) {
            return CloudsYaml.read(file.content(), address.cloudName());
        }
        refuseCloudName("an openrc");
        return OpenRc.read(file.content());
    }

    /** It would do nothing, while somebody takes it for the cloud that is meant. */
    private void refuseCloudName(String kind) {
        if (address.cloudName() != null) {
            throw PermanentException.of(
                    address.fields() + "cloudName is '" + address.cloudName() + "', which does nothing: credential '"
                            + address.credentialsId() + "' is " + kind + ", and only a clouds.yaml has entries.",
                    "remove it, or choose a Secret file that is a clouds.yaml");
        }
    }

    private CloudFields ofLogin(Login login) {
        refuseCloudName("a user name with password");
        boolean application = APPLICATION_CREDENTIAL.equals(address.authType());
        return application
                ? new CloudFields()
                        .with(Field.APPLICATION_CREDENTIAL_ID, login.username())
                        .with(Field.APPLICATION_CREDENTIAL_SECRET, login.password())
                : new CloudFields()
                        .with(Field.USERNAME, login.username())
                        .with(Field.PASSWORD, login.password())
                        .with(Field.USER_DOMAIN_NAME, DEFAULT_DOMAIN)
                        .with(Field.PROJECT_DOMAIN_NAME, DEFAULT_DOMAIN);
    }

    private CloudFields ofAddress() {
        return new CloudFields()
                .with(Field.AUTH_URL, address.authUrl())
                .with(Field.PROJECT_NAME, address.projectName())
                .with(Field.PROJECT_DOMAIN_NAME, address.projectDomainName())
                .with(Field.USER_DOMAIN_NAME, address.userDomainName())
                .with(Field.REGION_NAME, address.regionName())
                .with(Field.INTERFACE, address.endpointInterface());
    }
}
