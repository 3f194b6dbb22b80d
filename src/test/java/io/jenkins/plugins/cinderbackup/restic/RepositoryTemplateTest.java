package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTemplateTest {
    private static final Map<String, String> NAMES =
            Map.of("cluster", "Production_1.a", "namespace", "shop", "pvc", "postgres-data");

    @ParameterizedTest
    @CsvSource({
        "s3:https://s3.example.org/backups/{namespace}, s3:https://s3.example.org/backups/shop",
        "' rest:https://host/{cluster}/{namespace}/{pvc} ', rest:https://host/Production_1.a/shop/postgres-data",
        "s3:s3.example.org/{namespace}, s3:s3.example.org/shop",
        "swift:backup-{namespace}:/{pvc}, swift:backup-shop:/postgres-data",
        "b2:{namespace}:{pvc}, b2:shop:postgres-data",
        "gs:bucket:/{namespace}/x/{namespace}, gs:bucket:/shop/x/shop",
        "azure:container:/all, azure:container:/all"
    })
    void namesStandInPlaceOfPlaceholders(String template, String location) {
        assertThat(RepositoryTemplate.problems(template)).isEmpty();
        assertThat(RepositoryTemplate.expand(template, NAMES)).isEqualTo(location);
        assertThat(RepositoryUrl.problems(location)).isEmpty();
    }

    @Test
    void eachPlaceholderIsNamedOnce() {
        assertThat(RepositoryTemplate.placeholders("gs:bucket:/{namespace}/{pvc}/{namespace}"))
                .containsExactly("namespace", "pvc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rest:https://host/{tenant} | brace that belongs to no placeholder",
                "rest:https://host/{Namespace} | brace that belongs to no placeholder",
                "rest:https://host/{{namespace}} | brace that belongs to no placeholder",
                "rest:https://host/{namespace | brace that belongs to no placeholder",
                "rest:https://{namespace}.example.org/a | placeholder in its host",
                "s3:https://{namespace}/bucket | placeholder in its host",
                "s3:{namespace}/bucket | placeholder in its host",
                "S3:{namespace} | kind of storage that is known",
                "rest:https://host:{namespace}/a | of the form rest:https://host:8000/path",
                "rest:https://host/{namespace}-{pvc} | two placeholders without a /",
                "rest:https://host/{namespace}{pvc} | two placeholders without a /",
                "sftp:host:/{namespace} | which is not supported"
            })
    void whatCannotServeIsRefusedWithTheReason(String template, String reason) {
        assertThat(RepositoryTemplate.problems(template))
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith("repository.url ").contains(reason));
    }

    @Test
    void aLoginInsideIsRefusedAndNotRepeated() {
        assertThat(RepositoryTemplate.problems("rest:https://bob:hunter2@host/{tenant}"))
                .isNotEmpty()
                .noneMatch(sentence -> sentence.contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../crm",
                "a/b",
                "a%2F..%2Fcrm",
                "Zürich",
                "a b",
                "-a",
                ".a",
                "a:b",
                "{pvc}",
                "a\nb"
            })
    void noNameLeadsOutOfItsPlace(String name) {
        assertThat(RepositoryTemplate.fits(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryTemplate.expand("gs:bucket:/{cluster}", Map.of("cluster", name)));
    }

    @Test
    void withoutANameThereIsNoLocation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryTemplate.expand("gs:bucket:/{pvc}", Map.of("cluster", "a")));
    }
}
