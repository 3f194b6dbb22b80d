package io.jenkins.plugins.cinderbackup.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packages are rooms, and data walks through them in one direction:
 *
 * <pre>steps, config, page, leftovers → wiring → credentials, openstack, kubernetes, journal → engine → restic → text</pre>
 *
 * {@link Room} says what each may import; what it does not name is forbidden.
 */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.cinderbackup";
    private static final List<String> JAVA = List.of("java..", "javax.net..", "edu.umd.cs.findbugs.annotations..");
    private static final List<String> JACKSON = List.of("com.fasterxml.jackson..");
    private static final List<String> FABRIC8 = List.of("io.fabric8..", "okhttp3..");
    private static final List<String> OPENSTACK4J = List.of("org.openstack4j..");
    private static final List<String> JENKINS = List.of(
            "hudson..",
            "jenkins..",
            "org.jenkinsci..",
            "org.kohsuke..",
            "org.jvnet.localizer..",
            "com.cloudbees..",
            "net.sf.json..",
            "jakarta.servlet..");
    /** What a step's own API is made of. */
    private static final List<String> GUAVA = List.of("com.google.common.util.concurrent..");

    private static final List<String> ENGINE = rooms("restic", "model", "port", "engine", "engine.phase");
    private static final List<String> ADAPTERS =
            rooms("openstack.http", "openstack.keystone", "openstack.cinder", "kubernetes", "journal", "credentials");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private enum Room {
        TEXT(JACKSON),
        TLS(),
        RESTIC(rooms("text"), JACKSON),
        MODEL(rooms("restic")),
        PORT(rooms("model")),
        ENGINE(ArchitectureTest.ENGINE),
        ENGINE_PHASE(ArchitectureTest.ENGINE),
        OPENSTACK_HTTP(rooms("text", "tls", "restic", "model"), OPENSTACK4J, JACKSON),
        OPENSTACK_KEYSTONE(rooms("text", "restic", "model", "port", "openstack.http"), OPENSTACK4J, JACKSON),
        OPENSTACK_CINDER(rooms("model", "port", "openstack.http", "openstack.keystone"), OPENSTACK4J, JACKSON),
        KUBERNETES(ArchitectureTest.ENGINE, rooms("text", "tls"), FABRIC8, JACKSON),
        JOURNAL(ArchitectureTest.ENGINE, JACKSON),
        RUNTIME(ArchitectureTest.ENGINE, rooms("connection")),
        REMOVAL(ArchitectureTest.ENGINE, rooms("journal", "runtime")),
        CREDENTIALS(ArchitectureTest.ENGINE, rooms("text"), JENKINS),
        CONNECTION(ArchitectureTest.ENGINE, rooms("tls"), ADAPTERS, JENKINS, JACKSON),
        WIRING(
                ArchitectureTest.ENGINE,
                rooms("connection", "runtime", "removal"),
                ADAPTERS,
                JENKINS,
                OPENSTACK4J,
                FABRIC8),
        CONFIG(rooms("connection", "wiring", "credentials", "model", "restic"), JENKINS),
        PAGE(rooms("wiring"), ArchitectureTest.ENGINE, JENKINS),
        LEFTOVERS(rooms("wiring", "page", "removal"), ArchitectureTest.ENGINE, JENKINS),
        STEPS(
                rooms("connection", "wiring", "runtime", "config", "page"),
                ArchitectureTest.ENGINE,
                ADAPTERS,
                JENKINS,
                GUAVA);

        private final Set<String> imports = new LinkedHashSet<>(JAVA);

        @SafeVarargs
        Room(List<String>... imports) {
            for (List<String> some : imports) {
                this.imports.addAll(some);
            }
            this.imports.add(room());
        }

        /** The package itself, without those below it. */
        String room() {
            return ROOT + '.' + name().toLowerCase().replace('_', '.');
        }
    }

    @ParameterizedTest
    @EnumSource(Room.class)
    void importsOnlyWhatTheTableAllows(Room room) {
        classes()
                .that()
                .resideInAPackage(room.room())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(room.imports.toArray(String[]::new))
                .as(room.room() + " imports only " + room.imports)
                .because("arrows point inwards")
                .allowEmptyShould(true) // a room may still be empty; everyPackageIsARoomOfTheTable keeps names honest
                .check(MAIN);
    }

    @Test
    void noJenkinsTypeIsSeenBelowTheCredentials() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        below("text"),
                        below("restic"),
                        below("engine"),
                        below("openstack"),
                        below("kubernetes"),
                        below("journal"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JENKINS.toArray(String[]::new))
                .because("the domain and its HTTP adapters run under plain JUnit and from a main")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void everyPackageIsARoomOfTheTable() {
        Set<String> rooms = Stream.of(Room.values()).map(Room::room).collect(toCollection(TreeSet::new));
        rooms.add(ROOT);
        assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct()).isSubsetOf(rooms);
    }

    private static List<String> rooms(String... names) {
        List<String> packages = new ArrayList<>();
        for (String name : names) {
            packages.add(ROOT + '.' + name);
        }
        return Collections.unmodifiableList(packages);
    }

    private static String below(String room) {
        return ROOT + '.' + room + "..";
    }
}
