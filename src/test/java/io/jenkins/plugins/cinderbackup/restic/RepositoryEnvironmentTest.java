package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryEnvironmentTest {
    private static final RepositoryUrl S3 = RepositoryUrl.parse("s3:https://host/bucket");
    private static final RepositoryUrl REST = RepositoryUrl.parse("rest:https://host:8000/path");
    private static final RepositoryUrl SWIFT = RepositoryUrl.parse("swift:c:/");
    private static final RepositoryUrl GS = RepositoryUrl.parse("gs:c:/");

    private static RepositoryEnvironment open(RepositoryUrl url) {
        return RepositoryEnvironment.of(url, "repo-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "s3:https://host/bucket, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
        "azure:c:/, AZURE_ACCOUNT_NAME, AZURE_ACCOUNT_KEY",
        "b2:bucket, B2_ACCOUNT_ID, B2_ACCOUNT_KEY"
    })
    void aLoginGoesToTheNamesOfTheStorage(String location, String user, String secret) {
        RepositoryUrl url = RepositoryUrl.parse(location);
        RepositoryEnvironment environment = open(url).withLogin(url, "me", "storage-secret");
        assertThat(environment.variables())
                .isEqualTo(Map.of(
                        "RESTIC_REPOSITORY",
                        location,
                        "RESTIC_PASSWORD",
                        "repo-secret",
                        user,
                        "me",
                        secret,
                        "storage-secret"));
        assertThat(environment.secrets()).containsExactlyInAnyOrder("repo-secret", "storage-secret");
    }

    @Test
    void whatResticIsToldIsAmongTheNamesThatItsContainerIsGiven() {
        Map<RepositoryUrl, RepositoryEnvironment> complete = Map.of(
                S3, open(S3).withLogin(S3, "me", "storage-secret"),
                REST, open(REST).withLogin(REST, "me", "storage-secret"),
                SWIFT, open(SWIFT).withFile(SWIFT, "ST_AUTH=https://a/\nST_USER=u\nST_KEY=k"),
                GS, open(GS).withFile(GS, "{\"type\": \"service_account\"}"));

        complete.forEach((url, environment) -> assertThat(RepositoryEnvironment.names(url))
                .startsWith("RESTIC_REPOSITORY", "RESTIC_PASSWORD")
                .containsAll(environment.variables().keySet())
                .doesNotContain(RepositoryEnvironment.CA_CERTIFICATE, RepositoryEnvironment.KEY_FILE));
    }

    @Test
    void aRestServersLoginGoesIntoTheLocationSinceVersionsBefore0161KnowNoOtherWay() {
        RepositoryEnvironment environment = open(REST).withLogin(REST, "bo b", "p/w@:$1%");
        assertThat(environment.variables().get("RESTIC_REPOSITORY"))
                .isEqualTo("rest:https://bo%20b:p%2Fw%40%3A%241%25@host:8000/path");
        assertThat(environment.secrets()).contains("p/w@:$1%", "p%2Fw%40%3A%241%25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"swift:c:/", "gs:c:/"})
    void whereALoginIsNotEnoughTheMessageSaysWhatIs(String location) {
        RepositoryUrl url = RepositoryUrl.parse(location);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(url).withLogin(url, "me", "storage-secret"))
                .withMessageContaining("use a Secret file with")
                .withMessageNotContaining("storage-secret");
    }

    @Test
    void aFilesKeysAreTakenAndOnlyItsSecretsMasked() {
        RepositoryEnvironment environment = open(SWIFT).withFile(SWIFT, """
                export OS_AUTH_URL=https://keystone/v3
                export OS_USERNAME="bob"
                export OS_PASSWORD='top secret'
                export RESTIC_PASSWORD=other
                """);
        assertThat(environment.variables())
                .containsEntry("OS_AUTH_URL", "https://keystone/v3")
                .containsEntry("OS_USERNAME", "bob")
                .containsEntry("OS_PASSWORD", "top secret")
                .containsEntry("RESTIC_PASSWORD", "repo-secret");
        assertThat(environment.secrets()).containsExactlyInAnyOrder("repo-secret", "top secret");
    }

    @Test
    void anIncompleteFileIsRefusedByNamesWithoutValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(S3).withFile(S3, "AWS_SECRET_ACCESS_KEY=hunter2\nAWS_ACCESS_KEY_ID=\n"))
                .withMessageContaining("it needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aFileWithOtherLinesIsRefusedByTheirNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(S3).withFile(S3, "[default]\naws_secret_access_key = hunter2\n"))
                .withMessageContaining("[1, 2]")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aGoogleKeyFileIsMountedAndNamed() {
        RepositoryEnvironment environment = open(GS).withFile(GS, "{\"type\": \"service_account\"}");
        assertThat(environment.files()).isEqualTo(Map.of("storage-key.json", "{\"type\": \"service_account\"}"));
        assertThat(environment.variables())
                .containsEntry("GOOGLE_APPLICATION_CREDENTIALS", RepositoryEnvironment.FILES + "/storage-key.json");
    }

    @Test
    void aPathToAGoogleKeyFileElsewhereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(GS).withFile(GS, "GOOGLE_APPLICATION_CREDENTIALS=/home/me/key.json"))
                .withMessageContaining("make the JSON key file itself the Secret file");
    }

    @Test
    void aRestServerTakesNoFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(REST).withFile(REST, "RESTIC_REST_PASSWORD=x"))
                .withMessageContaining("user name with password");
    }

    @Test
    void whatAnEnvironmentCannotHoldIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryEnvironment.of(S3, ""))
                .withMessageContaining("password is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryEnvironment.of(S3, "a\0b"))
                .withMessageContaining("NUL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(S3).withLogin(S3, "", "x"))
                .withMessageContaining("user name");
    }

    @Test
    void noValueIsPrinted() {
        assertThat(open(REST).withLogin(REST, "bob", "hunter2").toString())
                .contains("RESTIC_PASSWORD")
                .doesNotContain("hunter2")
                .doesNotContain("repo-secret");
        assertThat(EnvFile.read("AWS_SECRET_ACCESS_KEY=hunter2", Backend.S3).toString())
                .doesNotContain("hunter2");
    }
}
