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
                "\ufeff# keys\r\nexport AWS_ACCESS_KEY_ID=\"AK=1\"\r\n\r\n  AWS_SECRET_ACCESS_KEY='a\"b#c'  \nAWS_DEFAULT_REGION= eu \r", Backend.S3);
        assertThat(file.values())
                .isEqualTo(Map.of("AWS_ACCESS_KEY_ID", "AK=1", "AWS_SECRET_ACCESS_KEY", "a\"b#c", "AWS_DEFAULT_REGION", "eu"));
        assertThat(file.badLines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "LD_PRELOAD", "RESTIC_REPOSITORY", "RESTIC_PASSWORD_COMMAND", "RESTIC_REST_PASSWORD", "OS_PASSWORD", "HTTPS_PROXY", "aws_access_key_id"})
    void takesNothingThatTheStorageDoesNotKnow(String name) {
        EnvFile file = EnvFile.read(name + "=hunter2\n" + name + "=again\n", Backend.S3);
        assertThat(file.values()).isEmpty();
        assertThat(file.ignoredNames()).containsExactly(name);
    }

    @Test
    void noStorageKnowsNamesThatSteerResticOrTheLoader() {
        for (Backend backend : Backend.values()) {
            for (String name : new String[] {"PATH", "LD_PRELOAD", "LD_LIBRARY_PATH", "RESTIC_PASSWORD", "RESTIC_PASSWORD_COMMAND", "HOME"}) {
                assertThat(backend.knows(name)).as("%s %s", backend, name).isFalse();
            }
        }
    }

    @Test
    void theLastLineOfANameWinsAndNothingIsExpanded() {
        EnvFile file = EnvFile.read("B2_ACCOUNT_KEY=one\nB2_ACCOUNT_KEY=$(id) ${HOME} \\n", Backend.B2);
        assertThat(file.values()).isEqualTo(Map.of("B2_ACCOUNT_KEY", "$(id) ${HOME} \\n"));
    }

    @Test
    void namesTheLinesThatAreNothing() {
        assertThat(EnvFile.read("A=1\nwhat\n\n1A=2\nB2_ACCOUNT_KEY=a\0b\n", Backend.B2).badLines()).containsExactly(2, 4, 5);
    }

    @Test
    void loneQuotesStay() {
        assertThat(EnvFile.read("B2_ACCOUNT_KEY=\"", Backend.B2).values()).containsEntry("B2_ACCOUNT_KEY", "\"");
    }
}
