package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link RestoreRunTest} cannot ask restic for, or not for each case. */
class PathPatternTest {
    /** Any time would do: a matcher that goes back and forth takes hours for these. */
    private static final Duration NOT_FOR_EVER = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"/a*a*a*a*a*a*a*a*a*b", "/**/a*/**/*a/**/a*a/**/*/**/b", "/**a**a**a**a**a**a**a**b"})
    void manyStarsAreNoReasonToTryForEver(String pattern) {
        String name = "a".repeat(255);
        String path = ("/" + name).repeat(16);

        boolean matches = assertTimeoutPreemptively(
                NOT_FOR_EVER,
                () -> PathPattern.matching(pattern).test(path)
                        || PathPattern.matching(pattern).test("/" + name));

        assertThat(matches).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/a*b, /ab, true",
        "/a*b, /aXbXb, true",
        "/a*b, /aXbX, false",
        "/a*b*c, /abXbc, true",
        "/a*bc*d, /abXbcd, true",
        "/a*b/c, /aXb/c, true",
        "/a*b/c, /aXbX/c, false",
        "/**/a, /a, true",
        "/**/a, /b/ab/a, true",
        "/**/a, /b/ab, false",
        "/**/a/**/b, /a/a/c/b, true",
        "/**/a/**/b, /a/c/b, true",
        "/**/a/**/b, /a/b, false",
        "/**/a/b/**/c, /a/a/b/c, true",
        "/**/a/b/**/c, /ab/a/bc/c, false",
        "/**/a*/b/**/c, /ab/ac/b/c, true",
        "/a/**, /a, false",
        "/a/**, /a/b/c, true",
        "/a/**/**, /a/b/c, true",
        "/a**, /ab, true",
        "/a**, /a/b, false",
        "/a[^x]b, /a-b, true",
        "/a[^x]b, /a/b, false",
        "/a[+-9]b, /a.b, true",
        "/a[+-9]b, /a/b, false",
    })
    void whatIsBetweenTwoStarsIsFoundWhereverItIs(String pattern, String path, boolean matches) {
        assertThat(PathPattern.matching(pattern).test(path)).isEqualTo(matches);
    }

    @Test
    void aLineBreakIsACharacterOfAName() {
        assertThat(PathPattern.matching("/a").test("/a\n")).isFalse();
        assertThat(PathPattern.matching("/a*").test("/a\n")).isTrue();
        assertThat(PathPattern.matching("/**/b").test("/a\n/b")).isTrue();
    }
}
