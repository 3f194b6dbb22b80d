package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of Go's {@code path/filepath.Match}, with the cases of its own documentation and tests. */
class GlobSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "*",
                "a?b*",
                "[a-z]",
                "[^a-z]x",
                "[abc]",
                "[a-cx-z]",
                "[^bc]",
                "[\\]a]",
                "[\\-]",
                "[x\\-]",
                "[\\-x]",
                "[\\\\]",
                "\\[",
                "\\\\",
                "a/[b]/c",
                "]",
                "-",
                "[^\\]]",
                "[a-\\]]"
            })
    void isWellFormed(String pattern) {
        assertThat(GlobSyntax.isValid(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "[^", "[]", "[^]", "[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[a", "[^bc", "a[", "a[]", "[a-",
                "[a-z", "\\", "a\\", "[\\", "[a\\]", "a/[/b]", "[a-]b]", "x/\\"
            })
    void isNot(String pattern) {
        assertThat(GlobSyntax.isValid(pattern)).isFalse();
    }
}
