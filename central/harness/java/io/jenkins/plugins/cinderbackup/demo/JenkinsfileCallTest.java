package io.jenkins.plugins.cinderbackup.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JenkinsfileCallTest {
    @Test
    void allPlainValuesAreRead() {
        Map<String, Object> call = read("""
            before()
            step( // a comment with step
                text: 'it\\'s', "quoted": "a ${env.HOME}/b",
                number: -5, big: 5000000000, yes: true, no: false, nothing: null,
                list: ['a', 1, ['x']], map: [inner: [deep: 1]], empty: [], emptyMap: [:]
            )
            after()
            """);

        assertThat(call)
                .containsEntry("text", "it's")
                .containsEntry("quoted", "a /home/b")
                .containsEntry("number", -5)
                .containsEntry("big", 5_000_000_000L)
                .containsEntry("yes", true)
                .containsEntry("no", false)
                .containsEntry("nothing", null)
                .containsEntry("list", List.of("a", 1, List.of("x")))
                .containsEntry("map", Map.of("inner", Map.of("deep", 1)))
                .containsEntry("empty", List.of())
                .containsEntry("emptyMap", Map.of());
        assertThat(call.keySet()).hasSize(11);
    }

    @Test
    void aParameterIsAValue() {
        assertThat(read("step(a: params.HOME, b: [params.HOME])"))
                .isEqualTo(Map.of("a", "/home", "b", List.of("/home")));
    }

    @Test
    void singleQuotesDoNotInterpolate() {
        assertThat(read("step(a: '${env.HOME}')")).isEqualTo(Map.of("a", "${env.HOME}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other(a: 1)",
                "step(a: 1); step(a: 2)",
                "step(a: call())",
                "step(a: 1",
                "step(a: 'x)",
                "step(a: 1, a: 2)",
                "step(a: \"${env.UNKNOWN}\")",
                "step(a: \"${1 + 1}\")",
                "step('positional')",
                "step(a: params.UNKNOWN)",
                "step(a: params)",
                "step(a: 1 b: 2)"
            })
    void whatItDoesNotUnderstandIsAnError(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> read(String text) {
        return JenkinsfileCall.read(text, "step", Map.of("HOME", "/home"));
    }
}
