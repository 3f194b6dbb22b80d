package io.jenkins.plugins.cinderbackup.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.catalog.BackedUpSource;
import io.jenkins.plugins.cinderbackup.catalog.BackupType;
import org.junit.jupiter.api.Test;

class StepCallsTest {
    private static StepCalls calls(String source, String url) {
        return StepCalls.of(new BackedUpSource(BackupType.RESTIC, source, null, url, url));
    }

    private static String call(String source, String url) {
        return calls(source, url).restore("0123abcd");
    }

    @Test
    void aListAsksTheRepositoryAgain() {
        assertThat(calls("production/shop/db", "s3:https://one/b").list()).isEqualTo("""
                cinderSnapshotList(
                    namespace: 'shop',
                    pvc: 'db',
                    cluster: 'production',
                    refresh: true,
                    repository: [url: 's3:https://one/b', passwordCredentialsId: 'ID OF ITS PASSWORD', credentialsId: 'ID OF ITS KEYS']
                )""");
        assertThat(calls("https:%2F%2Fk8s.example.org:6443/f3c5b0a8-7d0e-4a52-9f0c-3f0b8c1a2d4e", "s3:https://one/b")
                        .list())
                .contains(
                        "volumeId: 'f3c5b0a8-7d0e-4a52-9f0c-3f0b8c1a2d4e',",
                        "kubernetes: [serverUrl: 'https://k8s.example.org:6443', credentialsId: 'ID OF ITS CREDENTIALS'],");
    }

    @Test
    void aVolumeGoesToAPvcThatTheUserNames() {
        assertThat(call("production/f3c5b0a8-7d0e-4a52-9f0c-3f0b8c1a2d4e", "s3:https://one/b"))
                .contains(
                        "volumeId: 'f3c5b0a8-7d0e-4a52-9f0c-3f0b8c1a2d4e',",
                        "to: [namespace: 'NAMESPACE', pvc: 'NAME OF THE NEW PVC'],",
                        "cluster: 'production',");
    }

    @Test
    void aClusterThatAJobHasWrittenInlineIsNamedByItsUrl() {
        assertThat(call("https:%2F%2Fk8s.example.org:6443/shop/db", "s3:https://one/b"))
                .contains("sourceCluster: 'https://k8s.example.org:6443',", "pvc: 'db',");
    }

    @Test
    void whateverIsInATagStaysAText() {
        assertThat(call("a%0Ab/it's/\\u0027 + evil() + \\", "s3:https://one/${b}"))
                .contains(
                        "cluster: 'a\\u000ab',",
                        "namespace: 'it\\'s',",
                        "pvc: '\\\\u0027 + evil() + \\\\',",
                        "url: 's3:https://one/${b}',");
        assertThat(call("%zz/ü/db", "s3:https://one/b")).contains("cluster: '%zz'", "namespace: '\\u00fc'");
        assertThat(call("nothing", "s3:https://one/b")).contains("volumeId: ''");
    }
}
