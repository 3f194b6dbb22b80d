package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotVerifyStep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The backup of a volume on which a database is at work: as after a power cut, it comes back with all that was committed. */
@Real
class RealDatabaseTest {
    private static final String DATA = "pgdata";

    private static final String OPTIONS = "-c listen_addresses= -c unix_socket_directories=/tmp";

    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    private RealSite.Source source;
    private Map<String, Object> returned;
    private long written;
    private long writtenBeforeTheSnapshot;

    @Test
    void aDatabaseUnderLoadComesBackWithEveryRowThatWasCommittedBeforeTheSnapshot() throws Exception {
        backUpUnderLoad();

        FreshSite.assertSucceeded(returned);
        fresh.assertNothingLeftBut(source, returned);
        assertThat(writtenBeforeTheSnapshot).isPositive().isLessThan(written);
        Path restored = fresh.restore(fresh.jenkins().restic(), (String) returned.get("resticSnapshotId"));
        try (Postgres postgres = Postgres.start(restored.resolve(DATA))) {
            assertThat(postgres.log())
                    .contains(
                            "database system was not properly shut down; automatic recovery in progress", "redo done");
            long rows = Long.parseLong(postgres.query("SELECT count(*) FROM orders"));
            assertThat(rows).isBetween(writtenBeforeTheSnapshot, written - 1);
            assertThat(postgres.query("SELECT number FROM orders ORDER BY number"))
                    .isEqualTo(upTo(rows));
            assertThat(postgres.query("SELECT count(*) FROM orders WHERE goods <> repeat(md5(number::text), 20)"))
                    .isEqualTo("0");
            postgres.checkEveryPage();
            assertThat(postgres.query("INSERT INTO orders VALUES (0, 'after the restore') RETURNING number"))
                    .isEqualTo("0");
        }
    }

    @Test
    void itStartsInTheTestContainerOfAVerificationAndHasTheLastRowThatWasCommitted() throws Exception {
        fresh.addStorageClass();
        PostgresImage.load();
        backUpUnderLoad();
        List<String> before = fresh.site().leftovers();

        HeadlessStep step = HeadlessStep.start(
                Describables.make(CinderSnapshotVerifyStep.class, verification()),
                fresh.jenkins().build());
        Map<String, Object> proof = RealJenkins.result(step);

        FreshSite.assertSucceeded(proof);
        assertThat(proof).containsEntry("verified", true);
        assertThat(((Map<?, ?>) proof.get("checks")).keySet())
                .extracting(Object::toString)
                .containsExactly("restore", "compare", "content", "test", "compareSnapshot");
        Matcher said = Pattern.compile("last row (\\d+) of (\\d+)")
                .matcher(String.valueOf(((Map<?, ?>) proof.get("checks")).get("test")));
        assertThat(said.find()).isTrue();
        assertThat(said.group(1)).as("no row is missing before the last one").isEqualTo(said.group(2));
        assertThat(Long.parseLong(said.group(1))).isBetween(writtenBeforeTheSnapshot, written - 1);
        assertThat(fresh.site().leftovers()).isEqualTo(before);
    }

    private Map<String, Object> verification() {
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.keySet().retainAll(List.of("namespace", "pvc", "repository", "job"));
        arguments.put("check", false);
        arguments.put("compareSnapshot", true);
        arguments.put(
                "test",
                Map.of(
                        "image",
                        PostgresImage.NAME,
                        "runAsUser",
                        PostgresImage.userId(),
                        "command",
                        List.of("sh", "-ec", """
                                cd %s
                                ./pg_ctl -D /data/%s -w -t 120 -o '%s' start
                                ./psql -h /tmp -U postgres -AtXc "SELECT 'last row ' || max(number) || ' of ' || count(*) FROM orders"
                                """.formatted(Postgres.programs(), DATA, OPTIONS)),
                        "expect",
                        "^last row [1-9][0-9]* of "));
        return arguments;
    }

    private void backUpUnderLoad() throws Exception {
        RealSite site = fresh.site();
        String volume = site.volume("db");
        try (VolumeMount mount = VolumeMount.format(volume, "ext4")) {
            Path data = mount.root().resolve(DATA);
            Postgres.initialize(data);
            mount.sync();
            site.claim("db", volume, "ext4");
            source = new RealSite.Source(site.namespace(), "db", volume, null);
            String attachment = site.cinder().attach(volume);
            try (Postgres postgres = Postgres.start(data)) {
                postgres.query("CREATE TABLE orders (number bigint PRIMARY KEY, goods text NOT NULL)");
                backUpDuringWrites(postgres);
            } finally {
                site.cinder().detach(attachment);
            }
        }
    }

    private void backUpDuringWrites(Postgres postgres) throws Exception {
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("snapshot", Map.of("force", true, "retention", Map.of("keepLast", 1, "keepForDays", 0)));
        try (Postgres.Session session = postgres.session();
                WriteLoad load = WriteLoad.start(number -> insert(session, number))) {
            returned = fresh.jenkins().run(arguments);
            load.awaitMore(10);
            Instant ordered = fresh.snapshotOrdered(returned);
            writtenBeforeTheSnapshot = load.countBefore(ordered);
            written = load.count();
        }
    }

    private static void insert(Postgres.Session session, long number) {
        String answer = session.commit(
                "INSERT INTO orders VALUES (%1$d, repeat(md5('%1$d'), 20)) RETURNING number".formatted(number));
        assertThat(answer).isEqualTo(Long.toString(number));
    }

    private static String upTo(long last) {
        return LongStream.rangeClosed(1, last).mapToObj(Long::toString).collect(Collectors.joining("\n"));
    }
}
