package io.jenkins.plugins.cinderbackup.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Data walks through the packages in one direction:
 *
 * <pre>
 * steps, config, page, overview, leftovers → wiring → runtime, removal, connection, credentials → openstack, kubernetes, journal
 *     → operation → phase → engine → port → model → restic → text
 * </pre>
 *
 * {@link Package} says what each may import; what it does not name is forbidden.
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

    /** What no adapter and no phase is in. */
    private static final List<String> DOMAIN = packages("restic", "model", "port", "engine");

    private static final List<String> PHASES =
            packages("phase", "phase.storage", "phase.cluster", "phase.restic", "phase.cleanup");
    private static final List<String> OPERATIONS = packages(
            "operation",
            "operation.backup",
            "operation.gate",
            "operation.list",
            "operation.orphan",
            "operation.restore",
            "operation.verify",
            "operation.volumebackup",
            "operation.scs");
    private static final List<String> ADAPTERS = packages(
            "openstack.http",
            "openstack.keystone",
            "openstack.cinder",
            "kubernetes",
            "kubernetes.client",
            "kubernetes.watch",
            "kubernetes.manifest",
            "journal",
            "credentials");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private enum Package {
        TEXT(JACKSON),
        TLS(),
        RESTIC(packages("text"), JACKSON),
        MODEL(packages("restic")),
        PORT(packages("model")),
        ENGINE(packages("restic", "model", "port")),
        PHASE(packages("model", "port", "engine")),
        PHASE_STORAGE(DOMAIN, packages("phase")),
        PHASE_CLUSTER(DOMAIN, packages("phase", "phase.storage")),
        PHASE_RESTIC(DOMAIN, packages("phase")),
        PHASE_CLEANUP(DOMAIN, packages("phase", "phase.storage")),
        OPERATION(DOMAIN, OPERATIONS),
        OPERATION_BACKUP(DOMAIN, PHASES),
        OPERATION_GATE(DOMAIN, PHASES),
        OPERATION_LIST(DOMAIN, PHASES),
        OPERATION_ORPHAN(DOMAIN, PHASES),
        OPERATION_RESTORE(DOMAIN, PHASES),
        OPERATION_VERIFY(DOMAIN, PHASES, packages("operation.restore")),
        OPERATION_VOLUMEBACKUP(DOMAIN, PHASES),
        OPERATION_SCS(DOMAIN, PHASES),
        OPENSTACK_HTTP(packages("text", "tls", "restic", "model"), OPENSTACK4J, JACKSON),
        OPENSTACK_KEYSTONE(packages("text", "restic", "model", "port", "openstack.http"), OPENSTACK4J, JACKSON),
        OPENSTACK_CINDER(
                packages("text", "model", "port", "openstack.http", "openstack.keystone"), OPENSTACK4J, JACKSON),
        KUBERNETES_CLIENT(packages("text", "tls", "restic", "model", "port"), FABRIC8, JACKSON),
        KUBERNETES_MANIFEST(packages("restic", "model"), FABRIC8),
        KUBERNETES_WATCH(packages("restic", "model", "port", "kubernetes.client", "kubernetes.manifest"), FABRIC8),
        KUBERNETES(
                packages(
                        "text",
                        "restic",
                        "model",
                        "port",
                        "kubernetes.client",
                        "kubernetes.watch",
                        "kubernetes.manifest"),
                FABRIC8,
                JACKSON),
        JOURNAL(DOMAIN, OPERATIONS, JACKSON),
        CATALOG(
                DOMAIN,
                packages(
                        "text",
                        "journal",
                        "operation.backup",
                        "operation.restore",
                        "operation.verify",
                        "operation.volumebackup",
                        "phase.restic",
                        "phase.storage")),
        RUNTIME(DOMAIN),
        REMOVAL(DOMAIN, packages("journal", "runtime", "operation.orphan", "phase.cleanup")),
        CREDENTIALS(packages("text", "restic", "model"), JENKINS),
        CONNECTION(packages("text", "tls", "restic", "model", "port"), ADAPTERS, JENKINS, JACKSON),
        WIRING(DOMAIN, OPERATIONS, ADAPTERS, packages("catalog", "connection", "runtime", "removal"), JENKINS),
        CONFIG(packages("restic", "model", "credentials", "connection", "wiring"), JENKINS),
        PAGE(DOMAIN, packages("operation", "operation.backup", "wiring"), JENKINS),
        OVERVIEW(DOMAIN, packages("catalog", "connection", "page", "leftovers", "wiring"), JENKINS),
        LEFTOVERS(DOMAIN, packages("operation", "removal", "wiring", "page"), JENKINS),
        STEPS(
                DOMAIN,
                OPERATIONS,
                ADAPTERS,
                packages("text", "phase", "catalog", "connection", "wiring", "runtime", "config", "page"),
                JENKINS,
                GUAVA);

        private final Set<String> imports = new LinkedHashSet<>(JAVA);

        @SafeVarargs
        Package(List<String>... imports) {
            for (List<String> some : imports) {
                this.imports.addAll(some);
            }
            this.imports.add(id());
        }

        /** The package itself, without those below it. */
        String id() {
            return ROOT + '.' + name().toLowerCase().replace('_', '.');
        }
    }

    @ParameterizedTest
    @EnumSource(Package.class)
    void importsOnlyWhatTheTableAllows(Package one) {
        classes()
                .that()
                .resideInAPackage(one.id())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(one.imports.toArray(String[]::new))
                .as(one.id() + " imports only " + one.imports)
                .because("arrows point inwards")
                .allowEmptyShould(true) // a package may hold values only; everyPackageIsInTheTable keeps names honest
                .check(MAIN);
    }

    @Test
    void noJenkinsTypeIsSeenBelowTheCredentials() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        below("text"),
                        below("tls"),
                        below("restic"),
                        below("model"),
                        below("port"),
                        below("engine"),
                        below("phase"),
                        below("operation"),
                        below("openstack"),
                        below("kubernetes"),
                        below("journal"),
                        below("catalog"),
                        below("runtime"),
                        below("removal"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JENKINS.toArray(String[]::new))
                .because("the domain and its HTTP adapters run under plain JUnit and from a main")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    /** Whoever searches for one finds one. */
    @Test
    void aSimpleNameExistsOnce() {
        Map<String, List<String>> places = MAIN.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                // The texts that Localizer makes of each package's properties
                .filter(type -> !type.getSimpleName().equals("Messages"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));

        assertThat(places).allSatisfy((name, packages) -> assertThat(packages).hasSize(1));
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> known = Stream.of(Package.values()).map(Package::id).collect(toCollection(TreeSet::new));
        known.add(ROOT);
        assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct()).isSubsetOf(known);
    }

    private static List<String> packages(String... names) {
        List<String> packages = new ArrayList<>();
        for (String name : names) {
            packages.add(ROOT + '.' + name);
        }
        return Collections.unmodifiableList(packages);
    }

    private static String below(String name) {
        return ROOT + '.' + name + "..";
    }
}
