package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags come back from Cinder as they were, or not at all. */
class TagMetadataTest {
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123Z");

    @ParameterizedTest
    @ValueSource(strings = {"", "plain/job", "Ordner Ä/日本語/🚀", "it's {'quoted': \"100%\"}", "%25", "tab\tand\nline"})
    void tagsOfAnyJobNameComeBackAsTheyWere(String job) {
        assertThat(TagMetadata.decode("volume", TagMetadata.encode(tags(job)))).isEqualTo(tags(job));
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 255, 256, 510, 511, 2000})
    void aNameLongerThanAValueMayBeIsNotCut(int length) {
        for (String letter : new String[] {"x", "ü", "🚀"}) {
            Ownership tags = tags(letter.repeat(length));
            Map<String, String> metadata = TagMetadata.encode(tags);
            assertThat(TagMetadata.decode("volume", metadata)).isEqualTo(tags);
            assertThat(metadata).allSatisfy((key, value) -> {
                assertThat(key).matches("[a-zA-Z0-9-_:. ]{1,255}").startsWith("cinder-snapshot-backup.");
                assertThat(value).matches("[ -~&&[^']]{0,255}");
            });
        }
    }

    @Test
    void anOperationMayHaveNoSourceVolume() {
        Ownership tags = tags("job");
        Ownership without = new Ownership(tags.origin(), tags.run(), null, tags.createdAt(), tags.mayLiveUntil());
        assertThat(TagMetadata.decode("volume", TagMetadata.encode(without))).isEqualTo(without);
    }

    @Test
    void tagsThatAreNotWholeAreNone() {
        Map<String, String> whole = TagMetadata.encode(tags("job"));
        whole.keySet().removeAll(Set.of("cinder-snapshot-backup.source-volume", "cinder-snapshot-backup.keep"));
        for (String key : whole.keySet()) {
            Map<String, String> less = new HashMap<>(whole);
            less.remove(key);
            assertThat(TagMetadata.decode("volume", less)).as("without " + key).isNull();
        }
        assertThat(TagMetadata.decode("volume", Map.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "managed-by=somebody-else",
                "run=not-a-run",
                "run=0123456789ABCDEF",
                "created-at=yesterday",
                "may-live-until=",
                "job=%zz",
                "job=%4",
                "job=%C3",
                "job=%41",
                "job=ü",
                "source-volume=%zz",
                "job=a b"
            })
    void tagsThatAreNotAsWeWriteThemAreNone(String change) {
        Map<String, String> metadata = new HashMap<>(TagMetadata.encode(tags("job")));
        String[] parts = change.split("=", 2);
        metadata.put("cinder-snapshot-backup." + parts[0], parts[1]);
        assertThat(TagMetadata.decode("volume", metadata)).isNull();
    }

    @Test
    void aRestoredVolumeHasTheTagsOfAnotherUnlessThatHasSaidThatTheyAreForIt() {
        Map<String, String> restored = new HashMap<>(TagMetadata.encode(tags("job")));
        restored.put("src_backup_id", "backup-1");
        assertThat(TagMetadata.decode("volume", restored)).isNull();
        assertThat(TagMetadata.isMarked("volume", restored)).isFalse();

        restored.putAll(RestoreMark.to("0123-restored"));
        assertThat(TagMetadata.decode("scs-test-0123-restored", restored)).isEqualTo(tags("job"));
        assertThat(TagMetadata.isMarked("scs-test-0123-restored", restored)).isTrue();
        for (String other : List.of("scs-test-0123-volume", "0123-restored-by-hand", "")) {
            assertThat(TagMetadata.decode(other, restored)).as(other).isNull();
            assertThat(TagMetadata.isMarked(other, restored)).as(other).isFalse();
        }
    }

    @Test
    void aMarkWithoutANameIsOfNoVolume() {
        Map<String, String> restored = new HashMap<>(TagMetadata.encode(tags("job")));
        restored.put("src_backup_id", "backup-1");
        restored.putAll(RestoreMark.to(""));
        assertThat(TagMetadata.decode("volume", restored)).isNull();
    }

    private static Ownership tags(String job) {
        return new Ownership(
                new Origin("1234abcd", job, "42"),
                new RunId("0123456789abcdef"),
                "volume-1",
                TIME,
                TIME.plusSeconds(60));
    }
}
