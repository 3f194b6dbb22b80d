package io.jenkins.plugins.cinderbackup.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each view must keep to, so that no name can become markup and a strict content security policy stops nothing. */
class ViewsTest {
    private static final String ESCAPING = "<?jelly escape-by-default='true'?>";
    /** A handler or style in an attribute, a script or style in the page, or text that is written as it is. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("\\s(on[a-z]+|style)\\s*=|<script|<style|<j:out|escapeText\\s*=|javascript:");

    private static final Pattern COLOUR = Pattern.compile(
            "#[0-9a-fA-F]{3,8}\\b|\\brgba?\\(|\\bhsla?\\(|:\\s*(black|white|red|green|blue|gray|grey)\\b");

    private static final Pattern TABLE = Pattern.compile("(?s)<table.*?</table>");
    /** But the one of the buttons. */
    private static final Pattern UNNAMED_CELL =
            Pattern.compile("<td(?![^>]*data-label)[^>]*>(?!\\s*<j:if test=\"\\$\\{it\\.administrator)");

    @Test
    void everyViewEscapesByDefault() {
        assertThat(resources(".jelly"))
                .allSatisfy(view -> assertThat(text(view)).startsWith(ESCAPING));
    }

    @Test
    void noViewHasInlineScriptStyleOrUnescapedText() {
        assertThat(resources(".jelly"))
                .allSatisfy(view -> assertThat(text(view)).doesNotContainPattern(FORBIDDEN));
    }

    @Test
    void styleSheetsTakeTheirColoursFromTheTheme() {
        assertThat(resources(".css"))
                .allSatisfy(sheet -> assertThat(text(sheet)).doesNotContainPattern(COLOUR));
    }

    @Test
    void eachCellOfAWideTableSaysOnANarrowScreenWhatItIs() {
        List<String> tables = resources(".jelly").stream()
                .flatMap(view -> TABLE.matcher(text(view)).results())
                .map(MatchResult::group)
                .toList();

        assertThat(tables)
                .hasSizeGreaterThan(4)
                .allSatisfy(table -> assertThat(table).containsPattern("cinder-backup-table|cinder-backup__timeline"));
        assertThat(tables)
                .filteredOn(table -> !table.contains("__timeline"))
                .isNotEmpty()
                .allSatisfy(table -> assertThat(table).doesNotContainPattern(UNNAMED_CELL));
    }

    @Test
    void noStyleSheetMakesAnythingWiderThanANarrowScreen() {
        assertThat(resources(".css"))
                .allSatisfy(sheet -> assertThat(text(sheet)).doesNotContainPattern("width: \\d{2,}r?em;"));
    }

    @Test
    void theWordsOfThePagesArePlain() {
        assertThat(resources(".jelly"))
                .allSatisfy(
                        view -> assertThat(text(view))
                                .doesNotContainPattern(
                                        "in vain|hard end|stands in the way|>\\s*Look\\b|'Look|[Ll]ooked through|ended without it"));
    }

    private static List<Path> resources(String suffix) {
        try (Stream<Path> files = Files.walk(ProjectFolder.root().resolve("src/main/resources"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertThat(found).as("resources that end in %s", suffix).isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
