package io.jenkins.plugins.cinderbackup.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.text.ShellFile.Assignment;
import io.jenkins.plugins.cinderbackup.text.ShellFile.Obstacle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell that sources the file would see, and what only a shell could know. */
class ShellFileTest {
    private static final String SCRIPT = """
            #!/bin/sh
            # what people write
            export A="one" # a note
            B='tw"o $A' ; C=three;
            D=$A/${B}-"$C"
            E=${E:-"De fault"}
            F="${A:-no}${NOBODY-y}${EMPTY:=z}"
            EMPTY=
            G=a\\ b\\$\\"c
            H="a\\$b\\"c\\d\\`"
            export I=1 J='2'
            K="two
            lines"
            L=a#b
            M=con\\
            tinued
            N=a'b'"c"d
            unset I
            O=
            if [ -z "$O" ]; then unset O; fi
            P="it's" # isn't it
            Q=~/x*
            """;

    @TempDir
    private Path folder;

    @Test
    void aFileIsReadAsTheShellItselfReadsIt() throws Exception {
        Path file = Files.writeString(folder.resolve("script"), SCRIPT);
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        ". \"$0\"; for n in A B C D E F G H J K L M N P; do eval \"printf '%s=%s\\0' $n \\\"\\$$n\\\"\"; done",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String seen = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        Map<String, String> wanted = new TreeMap<>();
        for (String pair : seen.split("\0")) {
            wanted.put(pair.substring(0, 1), pair.substring(2));
        }
        Map<String, String> values = new TreeMap<>();
        ShellFile.read(SCRIPT).assignments().forEach(assignment -> values.put(assignment.name(), assignment.value()));
        assertThat(values).containsAllEntriesOf(wanted).doesNotContainKey("I");
        assertThat(wanted)
                .hasSize(14)
                .containsEntry("E", "De fault")
                .containsEntry("F", "oneyz")
                .containsEntry("H", "a$b\"c\\d`");
    }

    @Test
    void lineEndsOfAnySystemAndAByteOrderMarkAreUnderstood() {
        assertThat(value("\ufeffX=1\r\nexport Y='2'\r\n", "Y")).contains("2");
        assertThat(value("\ufeffX=1\rY=2\r", "X")).contains("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            value = {
                "X=$(id) % COMMAND",
                "X=`id` % COMMAND",
                "X=\"a`id`\" % COMMAND",
                "X=$NOBODY % REFERENCE",
                "X=\"a$b\" % REFERENCE",
                "X=$1 % SYNTAX",
                "X=${A:?no} % SYNTAX",
                "X=$'a' % SYNTAX",
                "X=a b % UNQUOTED",
                "export X=a b % UNQUOTED",
                "X= a % UNQUOTED",
                "X=a&b=c % UNQUOTED",
                "X=a;b % UNQUOTED",
                "X=a|b % UNQUOTED",
                "X=a(b) % UNQUOTED",
                "X=\"a % UNCLOSED",
                "X='a % UNCLOSED",
                "read -sr P; X=$P % ASKED",
                "if true; then X=1; fi % CONDITION",
                "true && X=1 % CONDITION"
            })
    void aValueThatDoesNotFollowFromTheTextIsToldByItsObstacle(String script, Obstacle obstacle) {
        assertThat(ShellFile.read("\n" + script).assignments())
                .filteredOn(assignment -> assignment.name().equals("X"))
                .singleElement()
                .isEqualTo(new Assignment("X", 2, null, obstacle));
    }

    @Test
    void aNulIsNoPartOfAVariable() {
        assertThat(ShellFile.read("X=a\0b").assignments().get(0).obstacle()).isEqualTo(Obstacle.NUL);
    }

    @Test
    void linesThatAreNoAssignmentAreNumbered() {
        assertThat(ShellFile.read("A=1\nwhat\n\n1A=2\nexport B=3\n# no\n").otherLines())
                .containsExactlyInAnyOrder(2, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=aaaaaaaaaaaaaaaa\n", "A=${A:-", "A=\"$(", "${", "'\n", "\"", "A='\n'\n"})
    void whatGrowsOrNeverEndsIsReadAllTheSame(String part) {
        StringBuilder file = new StringBuilder(part.repeat((1 << 20) / part.length()));
        for (int i = 0; i < 64; i++) {
            file.append("\nA=$A$A");
        }
        assertThat(ShellFile.read(file.toString()).toString()).doesNotContain("aaaaaaaa");
    }

    private static Optional<String> value(String script, String name) {
        return ShellFile.read(script).assignments().stream()
                .filter(each -> each.name().equals(name))
                .map(Assignment::value)
                .findFirst();
    }
}
