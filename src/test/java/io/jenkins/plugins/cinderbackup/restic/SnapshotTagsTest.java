package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a backup's tags say is what they were written with, whatever the values are. */
class SnapshotTagsTest {
    private static final String RUN = "00112233445566aa";
    private static final BackedUpVolume UNKNOWN = new BackedUpVolume("", 0, "", "", "", List.of(), "");

    @Property
    void whatIsWrittenIsRead(@ForAll("volumes") BackedUpVolume volume, @ForAll("users") List<String> users) {
        SnapshotGroup group = new SnapshotGroup("a%2Cb/shop/db", "host", List.of("/"));
        List<String> written =
                Stream.concat(group.tags(RUN, volume).stream(), users.stream()).toList();

        assertThat(TagSyntax.problems("tags", written)).isEmpty();
        assertThat(SnapshotTags.of(written))
                .contains(new SnapshotTags("a%2Cb/shop/db", true, group.pathsHash(), RUN, volume, users));
    }

    @Provide
    Arbitrary<BackedUpVolume> volumes() {
        // Whole characters only: half of a surrogate pair cannot be written in UTF-8
        Arbitrary<String> texts = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(20)
                .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
        return Combinators.combine(
                        texts,
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        texts,
                        texts,
                        texts,
                        texts.filter(mode -> !mode.isEmpty()).list().ofMaxSize(3),
                        texts)
                .as(BackedUpVolume::new);
    }

    @Provide
    Arbitrary<List<String>> users() {
        return Arbitraries.of("nightly", "release=1", "größe 日本", "sizes=1")
                .list()
                .ofMaxSize(3);
    }

    @Example
    void theyReadAsKubernetesWritesThem() {
        BackedUpVolume volume = new BackedUpVolume(
                "id", 10L << 30, "fast", "xfs", "nova", List.of("ReadWriteOnce", "ReadOnlyMany"), "crash");

        assertThat(volume.tags())
                .containsExactly(
                        "vol=id",
                        "size=10Gi",
                        "class=fast",
                        "fs=xfs",
                        "zone=nova",
                        "access=ReadWriteOnce",
                        "access=ReadOnlyMany",
                        "consistency=crash");
        assertThat(UNKNOWN.tags()).isEmpty();
    }

    @Example
    void whatIsNotSoundIsSaidSoAndWhatIsNotOursIsLeftOut() {
        assertThat(SnapshotTags.of(List.of("cinder-snapshot-backup", "unsound:c/shop/db", "run=" + RUN)))
                .contains(new SnapshotTags("c/shop/db", false, "", RUN, UNKNOWN, List.of()));
        assertThat(SnapshotTags.of(List.of("src:c/shop/db"))).isEmpty();
        assertThat(SnapshotTags.of(List.of("cinder-snapshot-backup"))).isEmpty();
    }

    @Example
    void whatNobodyCanReadCountsAsUnknown() {
        List<String> odd = List.of(
                "cinder-snapshot-backup", "src:s", "size=9999999999999999999", "size=1Gi", "class=%zz", "zone=a+b");

        assertThat(SnapshotTags.of(odd).orElseThrow().volume())
                .isEqualTo(new BackedUpVolume("", 0, "%zz", "", "a+b", List.of(), ""));
        assertThat(BackedUpVolume.of(List.of("size=8Ei")).sizeBytes()).isZero();
        assertThat(BackedUpVolume.of(List.of("size=7Ei")).sizeBytes()).isEqualTo(7L << 60);
    }

    @Example
    void aUsersTagThatIsLikeOneOfOursIsRefused() {
        assertThat(SnapshotTags.problemsOfOwn(List.of("size=10Gi", "nightly", "sizes", "src:a")))
                .containsExactly(
                        "tags: the tag 'size=10Gi' begins as one of the plugin's own, by which backups are told apart and restored. Use another.",
                        "tags: the tag 'src:a' begins as one of the plugin's own, by which backups are told apart and restored. Use another.");
    }
}
