package io.jenkins.plugins.cinderbackup.openstack.keystone;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRootName;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.util.List;
import java.util.Map;
import org.openstack4j.openstack.common.Auth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;

/**
 * Log-in with an application credential, which openstack4j does not have. It carries no scope: the credential has its own.
 *
 * @see <a href="https://docs.openstack.org/api-ref/identity/v3/#authenticating-with-an-application-credential">Identity API</a>
 */
@JsonRootName("auth")
@JsonAutoDetect(
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        fieldVisibility = JsonAutoDetect.Visibility.NONE)
final class ApplicationCredentialAuth extends KeystoneAuth {
    private static final long serialVersionUID = 1L;

    @JsonIgnore
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "A secret, which nothing serialises")
    private final transient CloudAuth.ApplicationCredential credential;

    ApplicationCredentialAuth(CloudAuth.ApplicationCredential credential) {
        super(Auth.Type.CREDENTIALS);
        this.credential = credential;
    }

    @JsonProperty("identity")
    Map<String, Object> request() {
        return Map.of(
                "methods", List.of("application_credential"),
                "application_credential",
                        Map.of(
                                "id",
                                credential.id(),
                                "secret",
                                credential.secret().reveal()));
    }
}
