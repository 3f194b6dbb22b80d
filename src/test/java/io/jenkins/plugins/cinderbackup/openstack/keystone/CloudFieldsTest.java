package io.jenkins.plugins.cinderbackup.openstack.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudFields.Field;
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
        assertThat(cloud)
                .isEqualTo(new CloudSettings(
                        "https://keystone.example.org:5000/v3",
                        new CloudAuth.Password(
                                "backup user",
                                new SecretText("p$ä\"ss #1"),
                                KeystoneRef.name("a \"quoted\" $domain"),
                                KeystoneRef.name("prod"),
                                KeystoneRef.name("Default")),
                        "north",
                        EndpointInterface.INTERNAL,
                        ConnectionSettings.DEFAULT));
        assertThat(OpenRc.read("\ufeff" + OPENRC.replace("\n", "\r\n")).settings(ConnectionSettings.DEFAULT))
                .isEqualTo(cloud);
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

    @Test
    void anOpenrcAsProvidersHandItOutIsRead() {
        CloudSettings cloud = OpenRc.read("""
                #!/bin/bash
                # With the addition of Keystone, a project was called **tenant**.
                export OS_AUTH_URL=https://auth.cloud.example.net/v3
                export OS_IDENTITY_API_VERSION=3
                export OS_USER_DOMAIN_NAME=${OS_USER_DOMAIN_NAME:-"Default"}
                export OS_PROJECT_DOMAIN_NAME=${OS_PROJECT_DOMAIN_NAME:-"Default"}
                export OS_TENANT_ID=11ab
                export OS_TENANT_NAME="123"
                export OS_USERNAME="user-x"; export OS_PASSWORD='p$w'   # of the portal
                export OS_REGION_NAME="GRA11"
                if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
                """).settings(ConnectionSettings.DEFAULT);
        KeystoneRef domain = KeystoneRef.name("Default");
        assertThat(cloud.auth())
                .isEqualTo(new CloudAuth.Password(
                        "user-x", new SecretText("p$w"), domain, KeystoneRef.name("123"), domain));
        assertThat(cloud.region()).isEqualTo("GRA11");
    }

    @Test
    void anOpenrcThatAsksForThePasswordIsToldSoByTheLine() {
        List<Finding> findings = problems(() -> OpenRc.read("""
                export OS_USERNAME="demo"
                echo "Please enter your OpenStack Password for project $OS_PROJECT_NAME as user $OS_USERNAME: "
                read -sr OS_PASSWORD_INPUT
                export OS_PASSWORD=$OS_PASSWORD_INPUT
                """));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo("The openrc asks for OS_PASSWORD when it is run (line 4), so there is none in it");
            assertThat(finding.hints()).singleElement().asString().contains("export OS_PASSWORD='…'");
        });
    }

    @Test
    void aCloudsYamlWithTheNamesOfOldAndTheShortOnesIsRead() {
        CloudSettings cloud = CloudsYaml.read("""
                clouds:
                  prod:
                    auth_type: v3password
                    auth:
                      auth_url: https://k
                      username: me
                      password: secret
                      tenant-name: shop
                      domain_name: Company
                    regions: ["r1"]
                    identity_api_version: 3
                    endpoint_type: internalURL
                    verify: true
                """, null).settings(ConnectionSettings.DEFAULT);
        KeystoneRef domain = KeystoneRef.name("Company");
        assertThat(cloud)
                .isEqualTo(new CloudSettings(
                        "https://k",
                        new CloudAuth.Password(
                                "me", new SecretText("secret"), domain, KeystoneRef.name("shop"), domain),
                        "r1",
                        EndpointInterface.INTERNAL,
                        ConnectionSettings.DEFAULT));
    }

    @Test
    void theDomainOfAUserThatIsNamedStandsAboveTheOneForAll() {
        CloudSettings cloud = CloudsYaml.read("""
                clouds: {prod: {domain_id: all, regions: [{name: r1}], auth: {auth_url: "https://k", username: me, password: secret, project_name: shop,
                  user_domain_id: people}}}
                """, null).settings(ConnectionSettings.DEFAULT);
        assertThat(cloud.auth())
                .isEqualTo(new CloudAuth.Password(
                        "me",
                        new SecretText("secret"),
                        KeystoneRef.id("people"),
                        KeystoneRef.name("shop"),
                        KeystoneRef.id("all")));
        assertThat(cloud.region()).isEqualTo("r1");
    }

    /** The names of openstacksdk's defaults and schema, of its loader, and of keystoneauth's plugins, that have to do with who logs in and where. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth.user_id",
                "auth.application_credential_name",
                "auth.token",
                "auth.auth_token",
                "token",
                "auth.passcode",
                "auth.trust_id",
                "auth.system_scope",
                "cert",
                "key",
                "volume_endpoint_override",
                "block_storage_endpoint_override",
                "volumev3_endpoint",
                "volume_service_name",
                "block_storage_service_type",
                "auth_methods",
                "identity_api_version",
                "volume_api_version",
                "verify",
                "insecure",
                "auth_type"
            })
    void whatIsNotSupportedIsRefusedByItsName(String path) {
        String value = path.endsWith("version")
                ? "2"
                : path.equals("verify") ? "false" : path.equals("insecure") ? "true" : "canary";
        String name = path.replaceFirst("^auth\\.", "");
        String more = path.startsWith("auth.") ? ", " + name + ": " + value + "}" : "}, " + name + ": " + value;
        List<Finding> findings =
                problems(() -> CloudsYaml.read("clouds: {a: {auth: {auth_url: 'https://k'" + more + "}}", null));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .startsWith("The clouds.yaml has " + path)
                    .endsWith("which is not supported");
            assertThat(finding.hints()).isNotEmpty();
        });
    }

    @Test
    void allElseIsNamedAsNotUsed() {
        CloudFields fields = CloudsYaml.read("""
                clouds:
                  prod:
                    profile: ovh
                    cacert: /etc/ssl/ca.pem
                    networks: [{name: secret-net}]
                    image_format: qcow2
                    auth: {auth_url: "https://k", usernmae: me}
                """, null);
        assertThat(fields.note())
                .hasValueSatisfying(note -> assertThat(note)
                        .startsWith("Not used of the OpenStack credential: ")
                        .contains(
                                "profile", "cacert", "networks", "image_format", "auth.usernmae", "fields of the form")
                        .doesNotContain("secret-net", "ovh"));
        assertThat(problems(() -> fields.settings(ConnectionSettings.DEFAULT)))
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("lacks OS_USERNAME"))
                .anyMatch(message -> message.contains("auth.usernmae"));
        assertThat(OpenRc.read("OS_CACERT=/x\nOS_USERNAME=me").note())
                .hasValueSatisfying(note -> assertThat(note).contains("OS_CACERT"));
        assertThat(OpenRc.read(OPENRC).note()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$OS_PASSWORD_INPUT", "\"a$b\"", "`cat canary`", "zz yy", "'a'$b", "\"a\"b\""})
    void aValueThatOnlyAShellCanReadIsRefusedByItsLine(String value) {
        List<Finding> findings = problems(() -> OpenRc.read("OS_USERNAME=me\nOS_PASSWORD=" + value));
        assertThat(findings)
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .startsWith("Line 2 of the OpenStack credential sets OS_PASSWORD")
                .doesNotContain(value);
    }

    @Test
    void aLineBreakWithinAValueBreaksNoLine() {
        List<Finding> findings = problems(() -> new CloudFields()
                .with(Field.AUTH_URL, "\u2028#https://keystone.example.org/v3")
                .with(Field.INTERFACE, "side\u0085ways")
                .settings(ConnectionSettings.DEFAULT));
        assertThat(findings)
                .extracting(Finding::message)
                .contains(
                        "The OpenStack auth URL '\\u2028#https://keystone.example.org/v3' is not an http or https URL",
                        "OpenStack has no endpoint interface 'side\\u0085ways'");
    }

    @Test
    void whoLogsInIsSaidInOneLine() {
        assertThat(new CloudAuth.ApplicationCredential("id\u2028of it", new SecretText("x")).describe())
                .isEqualTo("application credential 'id\\u2028of it'");
    }

    @Test
    void allThatIsMissingOrWrongIsSaidAtOnce() {
        List<Finding> findings = problems(() -> new CloudFields()
                .with(Field.AUTH_URL, "keystone:5000")
                .with(Field.INTERFACE, "sideways")
                .with(Field.USERNAME, "me")
                .with(Field.PROJECT_NAME, " ")
                .settings(ConnectionSettings.DEFAULT));
        assertThat(findings)
                .extracting(Finding::message)
                .satisfiesExactly(
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
                .with(new CloudFields()
                        .with(Field.PROJECT_NAME, "test")
                        .with(Field.REGION_NAME, "")
                        .with(Field.INTERFACE, "publicURL"))
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
        assertThat(prod.auth())
                .isEqualTo(new CloudAuth.Password(
                        "me", new SecretText("p: #1"), KeystoneRef.id("default"), KeystoneRef.id("abc"), null));
        assertThat(prod.endpointInterface()).isEqualTo(EndpointInterface.INTERNAL);
        assertThat(CloudsYaml.read(yaml, "other")
                        .settings(ConnectionSettings.DEFAULT)
                        .auth())
                .isEqualTo(new CloudAuth.ApplicationCredential("1", new SecretText("2")));
        assertThat(problems(() -> CloudsYaml.read(yaml, "test")).get(0).toString())
                .contains("no cloud 'test'", "other, prod");
        assertThat(problems(() -> CloudsYaml.read(yaml, null)).get(0).toString())
                .contains("none was chosen", "other, prod");
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
        assertThat(findings)
                .extracting(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("auth.password is not text but of the kind number")
                                .doesNotContain("12345"),
                        message -> assertThat(message).contains("auth.project_name is not text but of the kind array"),
                        message -> assertThat(message).contains("auth_type 'v3oidcpassword'"),
                        message -> assertThat(message).contains("verify 'false'"));
        assertThat(findings.get(3).hints()).singleElement().asString().contains("TLS", "caCertificate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just text",
                "clouds: {}",
                "clouds:\n  a: {auth: {password: canary-4711, x: [}",
                "- a",
                "clouds: !!java.net.URL [\"http://x\"]"
            })
    void whatIsNoCloudsYamlIsRefusedWithoutQuotingIt(String text) {
        PermanentException refused = catchThrowableOfType(PermanentException.class, () -> CloudsYaml.read(text, null));
        assertThat(refused).hasMessageContaining("clouds.yaml").hasNoCause();
        assertThat(refused.toString()).doesNotContain("canary");
    }

    @Test
    void nothingPrintsASecret() {
        CloudFields fields = OpenRc.read(OPENRC);
        assertThat(fields.toString() + fields.settings(ConnectionSettings.DEFAULT))
                .contains("PASSWORD")
                .doesNotContain("p$ä");
    }

    private static List<Finding> problems(ThrowingCallable read) {
        return catchThrowableOfType(PermanentException.class, read).findings();
    }
}
