package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupSourceTest {
    private static List<String> remarks(List<String> paths, String... excludes) {
        return new BackupSource("host", List.of(), paths, List.of(excludes)).remarks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data", "/data/cache", "/data/**/x.tmp"})
    void aPatternThatIsWrittenWithTheMountIsAFolderOfThatName(String pattern) {
        assertThat(remarks(List.of("/"), pattern))
                .singleElement()
                .asString()
                .contains("'" + pattern + "' is a folder 'data' in the volume's root");
        assertThat(remarks(List.of("/"), "x", "!" + pattern)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/database", "data", "/x/data", "lost+found", "{a}", "a,b", "x~"})
    void whatOnlyLooksLikeItIsNotRemarkedOn(String pattern) {
        assertThat(remarks(List.of("/"), pattern)).isEmpty();
    }

    @Test
    void aPatternOutsideOfAllPathsDoesNothing() {
        assertThat(remarks(List.of("/a/b", "/c"), "/a/b/x", "/a", "/c/", "*.tmp", "/d*"))
                .isEmpty();
        assertThat(remarks(List.of("/a/b", "/c"), "/a/bc", "/cx"))
                .hasSize(2)
                .allMatch(remark -> remark.contains("is in none of the paths"));
    }

    @Test
    void anExceptionNeedsAPatternBeforeIt() {
        assertThat(remarks(List.of("/"), "!/a", "/b"))
                .singleElement()
                .asString()
                .contains("it is an exception");
        assertThat(remarks(List.of("/"), "/b", "!/b/a")).isEmpty();
    }
}
