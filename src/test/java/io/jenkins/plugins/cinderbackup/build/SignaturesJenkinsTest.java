package io.jenkins.plugins.cinderbackup.build;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the central build compiles against is what Jenkins has. Here Jenkins is on the class path, there it is not. */
class SignaturesJenkinsTest {
    private static final String ROOT = "io.jenkins.plugins.cinderbackup";
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void everySignatureSaysWhatTheRealTypeDeclares() throws IOException {
        var signatures = JavaTypes.of(sources(), CLASS_PATH).without(ROOT);
        assertThat(signatures.declared())
                .as("signatures in central/jenkins-api/java")
                .hasSizeGreaterThan(50);
        Set<String> extended = extendedByThePlugin();
        assertThat(extended).contains("org.jenkinsci.plugins.workflow.steps.Step");
        assertThat(String.join("\n", SignatureComparison.differences(signatures, JavaTypes.of(CLASS_PATH), extended)))
                .as("differences between central/jenkins-api/java and the real Jenkins; its README.md has the rules")
                .isEmpty();
    }

    private static Collection<? extends JavaFileObject> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ProjectFolder.root().resolve("central/jenkins-api/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            var manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
            return List.copyOf((Collection<? extends JavaFileObject>) manager.getJavaFileObjectsFromPaths(sources));
        }
    }

    private static Set<String> extendedByThePlugin() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT).stream()
                        .flatMap(type ->
                                Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream()))
                        .map(JavaClass::getName)
                        .collect(toSet());
    }
}
