package io.jenkins.plugins.cinderbackup.build;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.Extension;
import hudson.init.Initializer;
import hudson.init.Terminator;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jenkins finds extensions, symbols and initializers by index files; what is missing there is missing in silence. */
class ExtensionIndexTest {
    private static final String ROOT = "io.jenkins.plugins.cinderbackup";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void theIndexOfExtensionsListsWhatIsAnnotated() {
        Set<String> indexed = new TreeSet<>();
        indexedExtensions().forEach(item -> indexed.add(item.className()));
        assertThat(indexed).isEqualTo(annotatedWith(Extension.class));
    }

    @Test
    void everyExtensionSaysThatItLoadsWithoutARestart() {
        assertThat(indexedExtensions())
                .as("@Extension(dynamicLoadable = YesNoMaybe.YES), as the manifest's Support-Dynamic-Loading promises")
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.annotation().dynamicLoadable())
                        .as(item.className())
                        .isEqualTo(YesNoMaybe.YES));
    }

    @ParameterizedTest
    @ValueSource(classes = {Symbol.class, Initializer.class, Terminator.class})
    void theIndexWrittenByHandListsWhatIsAnnotated(Class<? extends Annotation> annotation) throws IOException {
        String file = "META-INF/services/annotations/" + annotation.getName();
        assertThat(ourLines(file)).as("src/main/resources/" + file).isEqualTo(annotatedWith(annotation));
    }

    private static Stream<IndexItem<Extension, Object>> indexedExtensions() {
        List<IndexItem<Extension, Object>> items = new ArrayList<>();
        Index.load(Extension.class, Object.class, ExtensionIndexTest.class.getClassLoader())
                .forEach(items::add);
        return items.stream().filter(item -> item.className().startsWith(ROOT));
    }

    private static Set<String> annotatedWith(Class<? extends Annotation> annotation) {
        DescribedPredicate<CanBeAnnotated> annotated = CanBeAnnotated.Predicates.annotatedWith(annotation);
        return MAIN.stream()
                .filter(type ->
                        annotated.test(type) || type.getMembers().stream().anyMatch(annotated))
                .map(JavaClass::getName)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> ourLines(String file) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (URL url :
                Collections.list(ExtensionIndexTest.class.getClassLoader().getResources(file))) {
            try (var in = url.openStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith(ROOT))
                        .forEach(lines::add);
            }
        }
        return lines;
    }
}
