package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotChoiceTest {
    private static final String SOURCE = "c/n/p";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static ListedSnapshot snapshot(int number, String... tags) {
        String id = "%08x".formatted(0x10000000 + number).repeat(8);
        return listed(id, "", day(number), List.of(tags));
    }

    private static ListedSnapshot sound(int number, String... more) {
        List<String> tags = new ArrayList<>(List.of("src:" + SOURCE));
        tags.addAll(List.of(more));
        return snapshot(number, tags.toArray(new String[0]));
    }

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number));
    }

    private static final List<ListedSnapshot> ALL = List.of(
            sound(2), sound(1, "nightly"), snapshot(4, "unsound:" + SOURCE), sound(3, "nightly", "x"), sound(0));

    private static Optional<ListedSnapshot> choose(String wanted, Instant before, String... tags) {
        SnapshotChoice choice = new SnapshotChoice(wanted, before, List.of(tags));
        assertThat(choice.problems()).isEmpty();
        return choice.choose(SOURCE, ALL);
    }

    private static String missing(String wanted, Instant before, String... tags) {
        assertThat(choose(wanted, before, tags)).isEmpty();
        return new SnapshotChoice(wanted, before, List.of(tags)).missing(SOURCE, ALL);
    }

    private static ListedSnapshot listed(String id, String original, Instant time, List<String> tags) {
        return new ListedSnapshot(id, original, "", time, "host", List.of("/data"), List.of(), tags, null, null, null);
    }

    @Test
    void theLatestIsTheNewestSoundOne() {
        assertThat(choose("latest", null)).contains(sound(3, "nightly", "x"));
        assertThat(choose("latest~0", null)).contains(sound(3, "nightly", "x"));
        assertThat(choose("latest~2", null)).contains(sound(1, "nightly"));
        assertThat(choose("latest~1", null, "nightly")).contains(sound(1, "nightly"));
    }

    @Test
    void anInstantLeavesOutWhatIsLaterAndNeverFallsBackToIt() {
        assertThat(choose("latest", day(2))).contains(sound(2));
        assertThat(choose("latest", day(2).minusNanos(1))).contains(sound(1, "nightly"));
        assertThat(choose("latest~1", day(2))).contains(sound(1, "nightly"));
        assertThat(missing("latest", day(0).minusSeconds(1)))
                .isEqualTo(
                        "No sound backup is from 2025-12-31T23:59:59Z or before; the earliest is 10000000 of 2026-01-01T00:00:00Z.");
    }

    @Test
    void anIdIsFoundByItsFirstDigitsAlsoOfTheIdThatItHadFirst() {
        assertThat(choose("10000002", null)).contains(sound(2));
        assertThat(choose("1000000210", null)).contains(sound(2));
        assertThat(choose("10000004", null)).contains(snapshot(4, "unsound:" + SOURCE));
        ListedSnapshot copy = listed("ab".repeat(32), "cd".repeat(32), START, List.of("src:" + SOURCE));
        SnapshotChoice byFirst = new SnapshotChoice("cdcdcdcd", null, List.of());
        assertThat(byFirst.choose(SOURCE, List.of(copy))).contains(copy);
    }

    @Test
    void anIdThatTwoBackupsHaveIsNotGuessed() {
        List<ListedSnapshot> two = List.of(
                listed("abababab" + "0".repeat(56), "", START, List.of()),
                listed("abababab" + "1".repeat(56), "", START, List.of()));
        SnapshotChoice choice = new SnapshotChoice("abababab", null, List.of());
        assertThat(choice.choose(SOURCE, two)).isEmpty();
        assertThat(choice.missing(SOURCE, two)).startsWith("2 backups have an id that begins with abababab: ");
    }

    @Test
    void whatIsMissingIsSaidWithTheNearest() {
        assertThat(missing("latest~4", null))
                .startsWith("There are only 4 sound backups, too few for latest~4. The newest are 10000003 of ");
        assertThat(new SnapshotChoice("latest~9", null, List.of()).missing(SOURCE, List.of(sound(1))))
                .startsWith("There is only 1 sound backup, too few for latest~9. The newest is ");
        assertThat(missing("deadbeef", null))
                .startsWith("No backup of the source has an id that begins with deadbeef. The newest are 10000003 of ");
        assertThat(missing("latest", null, "weekly"))
                .startsWith("There is no sound backup of the source with the tags [weekly].");
        assertThat(new SnapshotChoice("latest", null, List.of()).missing(SOURCE, List.of()))
                .isEqualTo("There is no sound backup of the source.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "newest",
                "latest~",
                "latest~x",
                "latest~-1",
                "1234567",
                "DEADBEEF",
                "deadbeefg",
                "latest~9999999"
            })
    void whatNamesNoBackupIsAProblem(String wanted) {
        assertThat(new SnapshotChoice(wanted, null, List.of()).problems())
                .singleElement()
                .asString()
                .startsWith("backup is '" + wanted + "'");
    }

    @Test
    void anIdAndAnInstantContradictEachOther() {
        assertThat(new SnapshotChoice("deadbeef", START, List.of()).problems()).hasSize(1);
    }

    @Property(tries = 300)
    void theChoiceDoesNotDependOnTheOrderOfTheListAndIsNeverLaterThanWanted(
            @ForAll @Size(max = 12) List<@IntRange(max = 20) Integer> days,
            @ForAll @IntRange(max = 20) int before,
            @ForAll @IntRange(max = 5) int earlier,
            @ForAll long seed) {
        List<ListedSnapshot> snapshots = new ArrayList<>();
        days.stream().distinct().forEach(day -> snapshots.add(sound(day)));
        SnapshotChoice choice = new SnapshotChoice("latest~" + earlier, day(before), List.of());
        Optional<ListedSnapshot> chosen = choice.choose(SOURCE, snapshots);
        Collections.shuffle(snapshots, new Random(seed));
        assertThat(choice.choose(SOURCE, snapshots)).isEqualTo(chosen);
        long old =
                snapshots.stream().filter(s -> !s.time().isAfter(day(before))).count();
        assertThat(chosen.isPresent()).isEqualTo(old > earlier);
        chosen.ifPresent(found -> assertThat(snapshots.stream()
                        .filter(s -> !s.time().isAfter(day(before)) && s.time().isAfter(found.time())))
                .hasSize(earlier));
    }
}
