package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a pod's log or a credential's file holds, it is read to its end, and what is kept of it is harmless. */
class OutputFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "c4n4ry-4711";

    @Property
    void anyTextIsReadAndWhatIsKeptIsShortAndPrintable(@ForAll String log, @ForAll int exitCode) {
        assertHarmless(ResticOutput.parse(log), exitCode);
    }

    @Property
    void anyJsonUnderTheNamesThatResticUsesIsRead(@ForAll("messages") String log, @ForAll int exitCode) {
        assertHarmless(ResticOutput.parse(log), exitCode);
    }

    private static void assertHarmless(ResticOutput output, int exitCode) {
        List<String> kept = new ArrayList<>(output.lastLines());
        output.unreadable().forEach(file -> kept.addAll(List.of(file.item(), file.reason())));
        kept.addAll(output.missingPaths());
        output.exitError().ifPresent(error -> kept.add(error.message()));
        output.summary().ifPresent(summary -> kept.add(summary.snapshotId()));
        kept.add(ResticResult.of(exitCode, output).keyLine());
        assertThat(kept).allSatisfy(text -> {
            assertThat(text).hasSizeLessThanOrEqualTo(4000);
            assertThat(Printable.text(text, 4000)).isEqualTo(text);
        });
        output.progress().ifPresent(progress -> assertThat(progress.fraction()).isBetween(0.0, 1.0));
        output.summary().ifPresent(summary -> {
            assertThat(summary.totalFilesProcessed()).isNotNegative();
            assertThat(summary.totalBytesProcessed()).isNotNegative();
            assertThat(summary.durationSeconds()).isFinite().isNotNegative();
        });
    }

    @Provide
    Arbitrary<String> messages() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40).map(Object.class::cast),
                Arbitraries.bigIntegers().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.just(new Raw("1e400000")).map(Object.class::cast),
                Arbitraries.just(new Raw("null")).map(Object.class::cast),
                Arbitraries.just(new Raw("NaN")).map(Object.class::cast));
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars,
                () -> objects(scalars).map(Object.class::cast),
                () -> objects(scalars).list().ofMaxSize(3).map(Object.class::cast));
        Arbitrary<String> objects = objects(values).map(OutputFuzzTest::written);
        Arbitrary<String> lines = Arbitraries.oneOf(
                objects,
                objects.map(object -> "[" + object + "]"),
                objects.map(object -> object.substring(0, object.length() / 2)),
                Arbitraries.strings().ofMaxLength(80));
        return lines.list().ofMaxSize(8).map(some -> String.join("\n", some));
    }

    private static Arbitrary<Map<String, Object>> objects(Arbitrary<Object> values) {
        Arbitrary<String> names = Arbitraries.of(
                "percent_done",
                "total_files",
                "bytes_done",
                "seconds_elapsed",
                "error_count",
                "item",
                "error",
                "message",
                "code",
                "snapshot_id",
                "total_duration",
                "total_files_processed",
                "total_bytes_processed",
                "data_added",
                "keep",
                "remove",
                "id");
        Arbitrary<String> types =
                Arbitraries.of("status", "error", "summary", "initialized", "exit_error", "unknown", "");
        return Arbitraries.maps(names, values)
                .ofMaxSize(8)
                .flatMap(map -> types.map(type -> {
                    map.put("message_type", type);
                    return map;
                }));
    }

    /** JSON that no writer would write. */
    private record Raw(String text) {}

    private static String written(Object value) {
        if (value instanceof Raw raw) {
            return raw.text();
        }
        if (value instanceof Map<?, ?> map) {
            List<String> fields = new ArrayList<>();
            map.forEach((name, field) -> fields.add(written(name) + ":" + written(field)));
            return "{" + String.join(",", fields) + "}";
        }
        if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ",", list.stream().map(OutputFuzzTest::written).toList()) + "]";
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Property
    void aCredentialFileIsReadWhateverItHoldsAndNoMessageQuotesIt(
            @ForAll Backend backend, @ForAll("files") String text) {
        RepositoryUrl url = new RepositoryUrl(backend, backend.scheme() + ":x");
        EnvFile file = EnvFile.read(text, backend);

        assertThat(file.values().keySet()).allMatch(backend::knows);
        assertThat(file.toString()).doesNotContain(CANARY);
        try {
            assertThat(RepositoryEnvironment.of(url, "password")
                            .withFile(url, text)
                            .toString())
                    .doesNotContain(CANARY);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining(CANARY).hasNoCause();
        }
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_SECRET_ACCESS_KEY",
                        "OS_PASSWORD",
                        "AZURE_ACCOUNT_KEY",
                        "B2_ACCOUNT_KEY",
                        "RESTIC_PASSWORD",
                        "PATH",
                        "GOOGLE_APPLICATION_CREDENTIALS",
                        "export B2_ACCOUNT_ID"),
                Arbitraries.strings().alpha().ofMaxLength(8));
        Arbitrary<String> junk =
                Arbitraries.strings().withChars(" \t\"'=#$\\\r\0{}\u2028é").ofMaxLength(6);
        Arbitrary<String> lines = net.jqwik.api.Combinators.combine(junk, names, junk, junk)
                .as((before, name, between, after) -> before + name + "=" + between + CANARY + after);
        return lines.list().ofMaxSize(6).map(some -> String.join("\n", some));
    }

    @Property
    void aLocationIsReadOrRefusedAndALoginInItIsNeverRepeated(@ForAll("locations") String location) {
        List<String> problems = RepositoryUrl.problems(location);

        if (problems.isEmpty()) {
            RepositoryUrl url = RepositoryUrl.parse(location);
            assertThat(Printable.text(url.display(), 400)).isEqualTo(url.display());
            assertThat(url.key()).startsWith(url.backend().scheme() + ":");
        } else {
            assertThat(problems).noneMatch(problem -> problem.contains(CANARY));
            assertThatIllegalArgumentException().isThrownBy(() -> RepositoryUrl.parse(location));
        }
    }

    @Provide
    Arbitrary<String> locations() {
        Arbitrary<String> schemes = Arbitraries.of(
                "s3:", "s3:https://", "rest:https://", "swift:", "azure:", "gs:", "b2:", "sftp:", "/", "");
        Arbitrary<String> logins = Arbitraries.of("", "user:" + CANARY + "@", CANARY + "@");
        Arbitrary<String> rest =
                Arbitraries.strings().withChars("ab1.:/?#%[]@ \\é\u202e\n-_").ofMaxLength(20);
        return net.jqwik.api.Combinators.combine(schemes, logins, rest)
                .as((scheme, login, tail) -> scheme + login + tail);
    }
}
