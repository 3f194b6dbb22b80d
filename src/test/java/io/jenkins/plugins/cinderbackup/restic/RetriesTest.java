package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What restic tries again, as 0.16 to 0.19 print it. */
class RetriesTest {
    private static final String REFUSED = "Stat: The Access Key Id you provided does not exist in our records.";

    private static String again(String call, String pause, String why) {
        return call + " returned error, retrying after " + pause + ": " + why + "\n";
    }

    private static Optional<ResticOutput.Trouble> trouble(String log) {
        return ResticOutput.parse(log).trouble();
    }

    @Test
    void aRefusalIsInVainWhenItIsSaidForTheThirdTime() {
        String line = again("Stat(<config/>)", "552.330144ms", REFUSED);

        assertThat(trouble(line.repeat(2)))
                .hasValueSatisfying(trouble -> assertThat(trouble.inVain()).isFalse());
        assertThat(trouble(line.repeat(3)))
                .contains(new ResticOutput.Trouble(ResticVerdict.ACCESS_DENIED, line.strip(), true));
    }

    @Test
    void refusalsOfDifferentCallsAreNotAddedUp() {
        String log = again("Save(<data/aa>)", "1s", REFUSED)
                + again("Save(<data/bb>)", "1s", REFUSED)
                + again("Save(<data/cc>)", "1s", REFUSED);

        assertThat(trouble(log).orElseThrow().inVain()).isFalse();
    }

    @Test
    void whatPassedCountsNoMore() {
        String line = again("Save(<data/aa>)", "1s", REFUSED);

        assertThat(trouble(line.repeat(3) + "Save(<data/aa>) operation successful after 3 retries\n"))
                .isEmpty();
        assertThat(trouble(line.repeat(3) + "Save(<data/aa>) failed: " + REFUSED + "\n"))
                .isEmpty();
        assertThat(trouble(line.repeat(2) + "Save(<data/aa>) operation successful after 2 retries\n" + line)
                        .orElseThrow()
                        .inVain())
                .isFalse();
    }

    @Test
    void aStorageThatHasNoSpaceForALockIsNotWaitedFor() {
        String full = "server response unexpected: 507 Insufficient Storage (507)";

        assertThat(trouble(again("Save(<lock/aa>)", "1s", full).repeat(3)))
                .hasValueSatisfying(trouble -> assertThat(trouble.inVain()).isTrue());
        assertThat(trouble(again("Save(<data/aa>)", "1s", full).repeat(3)))
                .hasValueSatisfying(trouble -> assertThat(trouble.inVain()).isFalse());
    }

    @Test
    void aCallInVainIsToldBeforeOneThatMayPass() {
        String log =
                again("Save(<data/aa>)", "1s", REFUSED).repeat(3) + again("Save(<data/bb>)", "1s", "503 Slow Down");

        assertThat(trouble(log).orElseThrow().line()).contains(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"1m59s, false", "2m0.5s, true"})
    void anUnknownHostHasTwoMinutes(String pause, boolean inVain) {
        String log = again("Stat(<config/>)", "20ms", "dial tcp: lookup s3.example.com: no such host")
                        .repeat(2)
                + again("Stat(<config/>)", pause, "dial tcp: lookup s3.example.com: no such host");

        assertThat(trouble(log).orElseThrow().inVain()).isEqualTo(inVain);
    }

    @Test
    void aServerThatIsAwayMayAlwaysComeBack() {
        String log = again("Stat(<config/>)", "5m0s", "dial tcp 10.1.2.3:443: connect: connection refused")
                .repeat(10);

        assertThat(trouble(log).orElseThrow().inVain()).isFalse();
    }

    @Test
    void anErrorOfAzureSaysOnlyInALaterLineWhatItIs() {
        String error = """
                Stat(<config/>) returned error, retrying after 1.2s: GetProperties: HEAD https://account.blob.core.windows.net/backups/config
                --------------------------------------------------------------------------------
                RESPONSE 404: 404 The specified container does not exist.
                ERROR CODE: ContainerNotFound
                --------------------------------------------------------------------------------
                """;

        assertThat(trouble(error.repeat(3)).orElseThrow())
                .satisfies(trouble -> assertThat(trouble.verdict()).isEqualTo(ResticVerdict.NO_REPOSITORY))
                .satisfies(trouble -> assertThat(trouble.line())
                        .contains("HEAD https://account.blob", "The specified container does not exist."))
                .satisfies(trouble -> assertThat(trouble.inVain()).isTrue());
    }
}
