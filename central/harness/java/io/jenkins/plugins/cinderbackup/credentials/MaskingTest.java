package io.jenkins.plugins.cinderbackup.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskingTest {
    private final Masking masking = new Masking();

    @Test
    void hidesASecretInEveryFormInWhichItIsSent() {
        masking.add("p@ss wörd/1");

        assertThat(masking.apply("plain p@ss wörd/1")).isEqualTo("plain ****");
        assertThat(masking.apply("https://u:p%40ss%20w%C3%B6rd%2F1@host")).isEqualTo("https://u:****@host");
        assertThat(masking.apply("form p%40ss+w%C3%B6rd%2F1")).isEqualTo("form ****");
        assertThat(masking.apply("Basic cEBzcyB3w7ZyZC8x")).isEqualTo("Basic ****");
    }

    @Test
    void hidesTheLongerOfTwoSecretsAsAWhole() {
        masking.add("abcd");
        masking.add("abcd-efgh");

        assertThat(masking.apply("abcd-efgh")).isEqualTo("****");
    }

    @Test
    void leavesATextReadableWhoseSecretIsTooShortToBeOne() {
        masking.add("");
        masking.add("a");
        masking.add("   \n ");

        assertThat(masking.apply("a banana")).isEqualTo("a banana");
    }

    @Test
    void hidesTheSecretValuesOfAFileAndItsLongLines() {
        masking.addFile("""
                clouds:
                  one:
                    auth:
                      username: admin
                      password: 'horse-battery'
                export OS_PASSWORD="staple"
                -----BEGIN PRIVATE KEY-----
                MIGHAgEAMBMGByqGSM49AgEGCCqGSM49
                """);

        assertThat(masking.apply("horse-battery, staple, MIGHAgEAMBMGByqGSM49AgEGCCqGSM49")).isEqualTo("****, ****, ****");
        assertThat(masking.apply("clouds of admin")).isEqualTo("clouds of admin");
    }

    @Test
    void doesNotPrintWhatItHides() {
        masking.add("canary");

        assertThat(masking).hasToString("Masking of 2 forms");
    }
}
