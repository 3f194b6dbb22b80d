package io.jenkins.plugins.cinderbackup.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.catalog.Attempt;
import io.jenkins.plugins.cinderbackup.catalog.BackedUpSource;
import io.jenkins.plugins.cinderbackup.catalog.BackupType;
import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.catalog.SourceObjective;
import io.jenkins.plugins.cinderbackup.catalog.SourceSummary;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Objective;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The gauges, and what the examples and the documentation make of them. */
class MonitoringTest {
    private static final Path EXAMPLES = ProjectFolder.root().resolve("examples/monitoring");
    private static final Pattern GAUGE = Pattern.compile("cinder_backup_[a-z_]*[a-z]");
    private static final Pattern FAMILY = Pattern.compile("# TYPE (\\S+) gauge");
    private static final Instant NIGHT = Instant.parse("2026-01-31T02:00:00Z");

    private static SourceSummary source(int number) {
        Attempt attempt = new Attempt("run", NIGHT, "nightly", "7", RunResult.UNSTABLE, Duration.ofMillis(90_500));
        Proof proof = new Proof(
                "proof", NIGHT, true, "aabbccdd", NIGHT, null, List.of("check", "restore"), 77L, 4096L, "weekly", "1");
        return new SourceSummary(
                "id-" + number,
                new BackedUpSource(
                        BackupType.RESTIC,
                        "production/shop/db-" + number,
                        null,
                        "s3:https://s3.example.com/b",
                        "s3:https://s3.example.com/b"),
                attempt,
                NIGHT,
                4096L,
                1024L,
                3,
                proof,
                proof,
                new SourceObjective("nightly", new Objective(Duration.ofHours(25), Duration.ofMinutes(30))),
                Set.of("nightly"));
    }

    private static String metrics(int sources) {
        return new Metrics(
                        IntStream.range(0, sources)
                                .mapToObj(MonitoringTest::source)
                                .toList(),
                        2)
                .text();
    }

    private static Set<String> families() {
        return FAMILY.matcher(metrics(1)).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> named(Path file) throws IOException {
        return GAUGE.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void eachGaugeThatIsKnownHasAValue() {
        assertThat(metrics(1).lines().filter(line -> !line.startsWith("#")))
                .contains(
                        "cinder_backup_last_result{cluster=\"production\",namespace=\"shop\",pvc=\"db-0\",repository=\"s3:https://s3.example.com/b\"} 1",
                        "cinder_backup_last_duration_seconds{cluster=\"production\",namespace=\"shop\",pvc=\"db-0\",repository=\"s3:https://s3.example.com/b\"} 90.5",
                        "cinder_backup_restore_seconds{cluster=\"production\",namespace=\"shop\",pvc=\"db-0\",repository=\"s3:https://s3.example.com/b\"} 77",
                        "cinder_backup_leftovers 2")
                .hasSize(families().size() + 1);
    }

    @Test
    void theExamplesAndTheDocumentationKnowTheGaugesThatThereAre() throws Exception {
        assertThat(named(ProjectFolder.root().resolve("docs/monitoring.md"))).isEqualTo(families());
        for (String file : List.of("rules.yaml", "rules-test.yaml", "dashboard.json")) {
            assertThat(named(EXAMPLES.resolve(file))).as(file).isNotEmpty().isSubsetOf(families());
        }
    }

    @Test
    void theDashboardIsOne() throws Exception {
        JsonNode dashboard =
                new ObjectMapper().readTree(EXAMPLES.resolve("dashboard.json").toFile());

        assertThat(dashboard.path("panels")).hasSizeGreaterThan(5).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.at("/targets/0/expr").asText()).contains("cinder_backup_");
        });
    }

    @Test
    void prometheusTakesTheRulesAndTheyFireWhenTheyShould() throws Exception {
        assertThat(promtool("", "check", "rules", EXAMPLES.resolve("rules.yaml").toString()))
                .contains("SUCCESS");
        assertThat(promtool(
                        "", "test", "rules", EXAMPLES.resolve("rules-test.yaml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void prometheusHasNothingToSayAgainstTheGauges() throws Exception {
        assertThat(promtool(metrics(3), "check", "metrics")).isEmpty();
    }

    /** What it says. The program is on the path or named by a system property; {@code ./dev test} has it where Debian's packages can be had. */
    private static String promtool(String input, String... arguments) throws Exception {
        String program = System.getProperty("promtool", "promtool");
        Process process;
        try {
            process = new ProcessBuilder(IntStream.range(-1, arguments.length)
                            .mapToObj(i -> i < 0 ? program : arguments[i])
                            .toList())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeThat(e).as("there is no promtool here").isNull();
            throw e;
        }
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            fail("promtool says: " + said);
        }
        return said;
    }
}
