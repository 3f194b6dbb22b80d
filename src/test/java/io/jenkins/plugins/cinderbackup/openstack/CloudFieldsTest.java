package io.jenkins.plugins.cinderbackup.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.CloudFields.Field;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credential files and forms become settings, or a full list of what is wrong. */
class CloudFieldsTest {
    private static final String OPENRC = """
            #!/usr/bin/env bash
            # as Horizon writes it
            unset OS_TENANT_ID
            export OS_AUTH_URL=https://keystone.example.org:5000/v3   # with the version
            export OS_USERNAME="backup user"
            OS_PASSWORD='p$ä"ss #1'
            export OS_PROJECT_NAME=prod
            export OS_PROJECT_DOMAIN_NAME="Default"
            export OS_USER_DOMAIN_NAME="a \\"quoted\\" \\$domain"
            if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
            export OS_REGION_NAME="north"
            export OS_INTERFACE=internal
            export OS_IDENTITY_API_VERSION=3
            PATH=/evil
            """;

    @Test
    void theReferencesSevenVariablesAreRead() {
        CloudSettings cloud = OpenRc.read(OPENRC).settings(ConnectionSettings.DEFAULT);
        assertThat(cloud).isEqualTo(new CloudSettings(
                "https://keystone.example.org:5000/v3",
                new CloudAuth.Password("backup user", new SecretText("p$ä\"ss #1"), KeystoneRef.name("a \"quoted\" $domain"),
                        KeystoneRef.name("prod"), KeystoneRef.name("Default")),
                "north",
                EndpointInterface.INTERNAL,
                ConnectionSettings.DEFAULT));
        assertThat(OpenRc.read("\ufeff" + OPENRC.replace("\n", "\r\n")).settings(ConnectionSettings.DEFAULT)).isEqualTo(cloud);
    }

    @Test
    void anApplicationCredentialsVariablesAreRead() {
        CloudSettings cloud = OpenRc.read("""
                OS_AUTH_URL=http://k/v3
                OS_AUTH_TYPE=v3applicationcredential
                OS_APPLICATION_CREDENTIAL_ID=abc
                OS_APPLICATION_CREDENTIAL_SECRET=def""").settings(ConnectionSettings.DEFAULT);
        assertThat(cloud.auth()).isEqualTo(new CloudAuth.ApplicationCredential("abc", new SecretText("def")));
        assertThat(cloud.region()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$OS_PASSWORD_INPUT", "\"a$b\"", "`cat canary`", "a b", "'a'b", "\"a\"b\""})
    void aValueThatOnlyAShellCanReadIsRefusedByItsLine(String value) {
        List<Finding> findings = problems(() -> OpenRc.read("OS_USERNAME=me\nOS_PASSWORD=" + value));
        assertThat(findings).singleElement().extracting(Finding::message).asString()
                .startsWith("Line 2 of the OpenStack credential sets OS_PASSWORD")
                .doesNotContain(value);
    }

    @Test
    void allThatIsMissingOrWrongIsSaidAtOnce() {
        List<Finding> findings = problems(() -> new CloudFields()
                .with(Field.AUTH_URL, "keystone:5000")
                .with(Field.INTERFACE, "sideways")
                .with(Field.USERNAME, "me")
                .with(Field.PROJECT_NAME, " ")
                .settings(ConnectionSettings.DEFAULT));
        assertThat(findings).extracting(Finding::message).satisfiesExactly(
                message -> assertThat(message).contains("'keystone:5000' is not an http or https URL"),
                message -> assertThat(message).contains("'sideways'"),
                message -> assertThat(message).contains("lacks OS_PASSWORD"),
                message -> assertThat(message).contains("lacks OS_USER_DOMAIN_NAME"),
                message -> assertThat(message).contains("lacks OS_PROJECT_NAME"),
                message -> assertThat(message).contains("lacks OS_PROJECT_DOMAIN_NAME"));
    }

    @Test
    void aFormIsLaidOverAFile() {
        CloudSettings cloud = OpenRc.read(OPENRC)
                .with(new CloudFields().with(Field.PROJECT_NAME, "test").with(Field.REGION_NAME, "").with(Field.INTERFACE, "publicURL"))
                .settings(ConnectionSettings.DEFAULT);
        assertThat(((CloudAuth.Password) cloud.auth()).project()).isEqualTo(KeystoneRef.name("test"));
        assertThat(cloud.region()).isEqualTo("north");
        assertThat(cloud.endpointInterface()).isEqualTo(EndpointInterface.PUBLIC);
    }

    @Test
    void anEntryOfACloudsYamlIsRead() {
        String yaml = """
                clouds:
                  prod:
                    region_name: north
                    interface: internal
                    auth: {auth_url: "https://k/v3", username: me, password: 'p: #1', project_id: abc, user_domain_id: default}
                  other:
                    auth_type: v3applicationcredential
                    auth:
                      auth_url: https://k/v3
                      application_credential_id: "1"
                      application_credential_secret: "2"
                """;
        CloudSettings prod = CloudsYaml.read(yaml, "prod").settings(ConnectionSettings.DEFAULT);
        assertThat(prod.auth()).isEqualTo(new CloudAuth.Password(
                "me", new SecretText("p: #1"), KeystoneRef.id("default"), KeystoneRef.id("abc"), null));
        assertThat(prod.endpointInterface()).isEqualTo(EndpointInterface.INTERNAL);
        assertThat(CloudsYaml.read(yaml, "other").settings(ConnectionSettings.DEFAULT).auth())
                .isEqualTo(new CloudAuth.ApplicationCredential("1", new SecretText("2")));
        assertThat(problems(() -> CloudsYaml.read(yaml, "test")).get(0).toString()).contains("no cloud 'test'", "other, prod");
        assertThat(problems(() -> CloudsYaml.read(yaml, null)).get(0).toString()).contains("none was chosen", "other, prod");
    }

    @Test
    void whatACloudsYamlMayNotAskForIsSaidAtOnce() {
        List<Finding> findings = problems(() -> CloudsYaml.read("""
                clouds:
                  prod:
                    auth_type: v3oidcpassword
                    verify: false
                    auth: {auth_url: "https://k/v3", username: me, password: 012345, project_name: [a]}
                """, null));
        assertThat(findings).extracting(Finding::message).satisfiesExactly(
                message -> assertThat(message).contains("'v3oidcpassword'"),
                message -> assertThat(message).contains("TLS"),
                message -> assertThat(message).contains("auth.password is not text but of the kind number").doesNotContain("12345"),
                message -> assertThat(message).contains("auth.project_name is not text but of the kind array"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "clouds: {}", "clouds:\n  a: {auth: {password: canary-4711, x: [}", "- a", "clouds: !!java.net.URL [\"http://x\"]"})
    void whatIsNoCloudsYamlIsRefusedWithoutQuotingIt(String text) {
        PermanentException refused = catchThrowableOfType(PermanentException.class, () -> CloudsYaml.read(text, null));
        assertThat(refused).hasMessageContaining("clouds.yaml").hasNoCause();
        assertThat(refused.toString()).doesNotContain("canary");
    }

    @Test
    void nothingPrintsASecret() {
        CloudFields fields = OpenRc.read(OPENRC);
        assertThat(fields.toString() + fields.settings(ConnectionSettings.DEFAULT)).contains("PASSWORD").doesNotContain("p$ä");
    }

    private static List<Finding> problems(ThrowingCallable read) {
        return catchThrowableOfType(PermanentException.class, read).findings();
    }
}
