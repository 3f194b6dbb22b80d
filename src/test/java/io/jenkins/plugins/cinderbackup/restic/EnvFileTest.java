package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
    @Test
    void readsWhatPeopleWriteForAShell() {
        EnvFile file = EnvFile.read(
                "\ufeff# keys\r\nexport AWS_ACCESS_KEY_ID=\"AK=1\"\r\n\r\n  AWS_SECRET_ACCESS_KEY='a\"b#c'  \nAWS_DEFAULT_REGION=eu \r",
                Backend.S3);
        assertThat(file.values())
                .isEqualTo(Map.of(
                        "AWS_ACCESS_KEY_ID", "AK=1", "AWS_SECRET_ACCESS_KEY", "a\"b#c", "AWS_DEFAULT_REGION", "eu"));
        assertThat(file.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "LD_PRELOAD",
                "RESTIC_REPOSITORY",
                "RESTIC_PASSWORD_COMMAND",
                "RESTIC_REST_PASSWORD",
                "OS_PASSWORD",
                "HTTPS_PROXY",
                "aws_access_key_id"
            })
    void takesNothingThatTheStorageDoesNotKnow(String name) {
        EnvFile file = EnvFile.read(name + "=hunter2\n" + name + "=again\n", Backend.S3);
        assertThat(file.values()).isEmpty();
        assertThat(file.ignored()).containsExactly(name + " (line 2)");
    }

    @Test
    void noStorageKnowsNamesThatSteerResticOrTheLoader() {
        for (Backend backend : Backend.values()) {
            for (String name : new String[] {
                "PATH", "LD_PRELOAD", "LD_LIBRARY_PATH", "RESTIC_PASSWORD", "RESTIC_PASSWORD_COMMAND", "HOME"
            }) {
                assertThat(backend.knows(name)).as("%s %s", backend, name).isFalse();
            }
        }
    }

    @Test
    void whatIsWrittenAfterAValueOrRefersToAnotherIsReadAsAShellReadsIt() {
        EnvFile file = EnvFile.read(
                "KEY='abc/def'\nexport AWS_ACCESS_KEY_ID=\"AKIAX\" # of the backup user\nAWS_SECRET_ACCESS_KEY=$KEY;\nAWS_DEFAULT_REGION=eu # north\n",
                Backend.S3);
        assertThat(file.problems()).isEmpty();
        assertThat(file.values())
                .isEqualTo(Map.of(
                        "AWS_ACCESS_KEY_ID", "AKIAX", "AWS_SECRET_ACCESS_KEY", "abc/def", "AWS_DEFAULT_REGION", "eu"));
        assertThat(file.ignored()).containsExactly("KEY (line 1)");
    }

    @Test
    void theLastLineOfANameWins() {
        assertThat(EnvFile.read("B2_ACCOUNT_KEY=one\nB2_ACCOUNT_KEY=two\n", Backend.B2)
                        .values())
                .isEqualTo(Map.of("B2_ACCOUNT_KEY", "two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(id)", "${HOME}", "hunter2 x", "?sv=1&sig=hunter2", "\"hunter2", "a\0b"})
    void aValueThatOnlyAShellCanReadIsRefusedByItsLineAndNotTakenInPart(String value) {
        EnvFile file = EnvFile.read("# keys\nAZURE_ACCOUNT_SAS=" + value + "\n", Backend.AZURE);
        assertThat(file.values()).isEmpty();
        assertThat(file.problems().get(0))
                .startsWith(
                        "Line 2 of the Secret file of repository.credentialsId sets AZURE_ACCOUNT_SAS to something that only a shell can read: it ")
                .doesNotContain("hunter2");
    }

    @Test
    void namesTheLinesThatAreNothing() {
        assertThat(EnvFile.read("A=1\nwhat\n\n1A=2\n", Backend.B2).problems())
                .singleElement()
                .asString()
                .endsWith("not NAME=value: [2, 4].");
    }
}
