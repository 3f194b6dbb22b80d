package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {
    @ParameterizedTest
    @CsvSource({
        "s3:https://s3.example.org/bucket, S3",
        "s3:http://[::1]:9000/bucket/a/b, S3",
        "s3:s3.amazonaws.com/bucket, S3",
        "s3://s3.amazonaws.com/bucket/x, S3",
        "swift:backups:/volumes, SWIFT",
        "rest:https://backup.example.org:8000/team/, REST",
        "rest:http://127.0.0.1:1234, REST",
        "azure:container:/, AZURE",
        "gs:bucket:/a/b, GS",
        "b2:bucket-1, B2",
        "b2:bucket:a/b, B2"
    })
    void theSixKindsOfStorageAreAccepted(String url, Backend backend) {
        assertThat(RepositoryUrl.parse(" " + url + " ")).isEqualTo(new RepositoryUrl(backend, url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sftp:user@host:/srv/repo | sftp:, which is not supported",
                "rclone:remote:path | rclone:, which is not supported",
                "/srv/restic | local path",
                "./repo | local path",
                "repo | local path",
                "local:/srv/restic | local path",
                "C:\\repo | local path",
                "https://host/repo | such as rest:https:// or s3:https://",
                "ftp://host/repo | kind of storage that is known",
                "S3:https://host/bucket | kind of storage that is known",
                "s3:https://host | of the form s3:https://host/bucket/path",
                "s3:https://host/ | of the form s3:https://host/bucket/path",
                "s3:bucket | of the form s3:https://host/bucket/path",
                "rest:host/path | of the form rest:https://host:8000/path",
                "rest:https:///path | of the form rest:https://host:8000/path",
                "rest:https://host:99999/ | of the form rest:https://host:8000/path",
                "rest:https://host/?token=abc | ? or #",
                "swift:container | of the form swift:container:/path",
                "swift:container:path | of the form swift:container:/path",
                "azure:c/d:/ | of the form azure:container:/path",
                "b2: | of the form b2:bucket:path",
                "rest:https://host/a b | a blank",
                "'' | is empty"
            })
    void whatCannotServeIsRefusedWithTheReason(String url, String reason) {
        assertThat(RepositoryUrl.problems(url)).singleElement().asString().contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest:https://bob:hunter2@host/",
                "rest:https://bob@host/",
                "rest:https://bob:hun/ter2@host/x",
                "s3:https://key:hunter2@host/bucket",
                "s3:key:hunter2@host/bucket",
                "rest:bob:hunter2@host",
                "https://bob:hunter2@host/",
                "sftp:bob:hunter2@host:/x",
                "xyz://bob:hunter2@host/",
                "rest:https://bob:hunter2 @host/",
                "bob:hunter2@host"
            })
    void aLoginInsideIsRefusedAndNotRepeated(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryUrl.parse(url))
                .withMessageContaining("repository.url")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hun").doesNotContain("bob"));
    }

    @Test
    void aUserAndPasswordArePointedToTheCredential() {
        assertThat(RepositoryUrl.problems("rest:https://bob:hunter2@host/"))
                .singleElement()
                .asString()
                .contains("user or password")
                .contains("repository.credentialsId");
    }

    @Test
    void overlongTextIsRefusedWithoutQuotingIt() {
        assertThat(RepositoryUrl.problems("rest:https://host/" + "x".repeat(3000)))
                .singleElement()
                .asString()
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "s3:https://S3.example.org:443/bucket/, s3://s3.example.org/bucket",
        "s3:s3.example.org/bucket, s3:https://s3.example.org/bucket//",
        "rest:http://Host:80/a, rest:http://host/a/",
        "rest:https://host/a//b, rest:https://host/a/b",
        "azure:c:/a/, azure:c:/a",
        "b2:bucket:/a, b2:bucket:a"
    })
    void differentWaysToWriteOnePlaceQueueTogether(String one, String other) {
        assertThat(RepositoryUrl.parse(one).key())
                .isEqualTo(RepositoryUrl.parse(other).key());
    }

    @ParameterizedTest
    @CsvSource({
        "rest:http://host/a, rest:https://host/a",
        "rest:http://host:8000/a, rest:http://host/a",
        "rest:http://host/a, rest:http://host/A",
        "s3:host/bucket/a, s3:host/bucket/b",
        "gs:c:/a, azure:c:/a"
    })
    void differentPlacesDoNot(String one, String other) {
        assertThat(RepositoryUrl.parse(one).key())
                .isNotEqualTo(RepositoryUrl.parse(other).key());
    }
}
