package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.config.ResourceAmounts;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import io.jenkins.plugins.cinderbackup.config.ResticRepository;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

class BackupFormTest {
    private static final List<Class<?>> DESCRIBED = List.of(
            CinderSnapshotBackupStep.class,
            CinderSnapshotVerifyStep.class,
            CinderSnapshotRestoreStep.class,
            CinderSnapshotListStep.class,
            CinderSnapshotRequireStep.class,
            TargetOptions.class,
            TestOptions.class,
            EnvVariable.class,
            SnapshotOptions.class,
            SnapshotRetention.class,
            TemporaryVolumeOptions.class,
            RepositoryOptions.class,
            ResticRetention.class,
            JobOptions.class,
            KeyValue.class,
            TolerationOptions.class,
            CleanupOptions.class,
            GuardOptions.class,
            ObjectiveOptions.class,
            CinderBackupParameterDefinition.class);

    private static final List<Class<?>> CONFIGURED = List.of(
            CinderBackupConfiguration.class,
            OpenstackCloud.class,
            KubernetesCluster.class,
            KubernetesApi.class,
            ResticRepository.class,
            ResourceOptions.class,
            ResourceAmounts.class);

    @TempDir
    private Path home;

    private HeadlessController jenkins;
    private Item job;
    private final RepositoryOptions.DescriptorImpl repository = new RepositoryOptions.DescriptorImpl();
    private CinderSnapshotBackupStep.DescriptorImpl form;

    @BeforeEach
    void start() {
        jenkins = HeadlessController.start(home);
        job = jenkins.job("nightly");
        form = new CinderSnapshotBackupStep.DescriptorImpl();
        CinderBackupConfiguration.get()
                .setClouds(List.of(Describables.make(
                        OpenstackCloud.class,
                        Map.of(
                                "name",
                                "production",
                                "authUrl",
                                "https://keystone.example.org/v3",
                                "credentialsId",
                                "cloud"))));
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    static Stream<Class<?>> described() {
        return Stream.concat(DESCRIBED.stream(), CONFIGURED.stream());
    }

    @ParameterizedTest
    @MethodSource("described")
    void everyFieldHasAHelpWithAnExample(Class<?> type) {
        List<Method> setters = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .filter(method -> method.getDeclaringClass().getName().startsWith("io.jenkins.plugins.cinderbackup"))
                .toList();
        assertThat(setters).isNotEmpty().allSatisfy(setter -> {
            String help = help(type, setter).replaceAll("\\s+", " ");
            assertThat(help).as("help of %s", setter).containsAnyOf("<code>", "Example:");
            assertThat(help.replaceAll("<[^>]*>", "").split("[.!?:](?= |$)"))
                    .as("sentences of the help of %s", setter)
                    .hasSizeBetween(2, 12);
        });
    }

    /** As Jenkins looks for it: beside the class that is described, or beside one that it extends. */
    private static String help(Class<?> type, Method setter) throws IOException {
        String name = setter.getName().substring("set".length());
        String file = "/help-" + Character.toLowerCase(name.charAt(0)) + name.substring(1) + ".html";
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            try (InputStream in = owner.getResourceAsStream(owner.getSimpleName() + file)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return fail("%s has no help of %s", type, setter);
    }

    private static String form(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + "/config.jelly")) {
            assertThat(in).as("form of %s", type).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void itIsSaidOfWhichSnapshotsAreKept() throws Exception {
        assertThat(form(CinderSnapshotBackupStep.class))
                .contains("title=\"Cinder snapshots to keep\"", "title=\"restic snapshots to keep\"");
        assertThat(form(SnapshotRetention.class) + form(ResticRetention.class))
                .doesNotContain("title=\"Keep the last\"");
    }

    /** The forms of these are folded themselves. */
    @Test
    void noSectionHasOnlyWhatIsFolded() throws Exception {
        String folded =
                "(?s)<f:advanced>.*?</f:advanced>|<f:property field=\"(temporaryVolume|job|resources|cleanup|guard)\"/>";

        assertThat(form(CinderSnapshotBackupStep.class).replaceAll(folded, "").split("(?=<f:section )"))
                .filteredOn(part -> part.startsWith("<f:section "))
                .hasSizeGreaterThan(3)
                .allMatch(section -> section.contains("<f:entry") || section.contains("<f:property"));
    }

    @Test
    void theBuildStepShowsTheFormOfItsStep() throws Exception {
        assertThat(form(CinderSnapshotBackupBuilder.class)).contains("<f:property field=\"step\"/>");
    }

    @Test
    void aButtonAsksForTheDryRun() throws Exception {
        assertThat(form(CinderSnapshotBackupStep.class))
                .contains(
                        "includes=\"io.jenkins.plugins.cinderbackup.steps.check\"",
                        "${descriptor.descriptorFullUrl}/dryRun\"");
    }

    @Test
    void everyMethodOfAFormIsForPostOnly() {
        Stream<Class<?>> forms = DESCRIBED.stream()
                .flatMap(type -> Arrays.<Class<?>>stream(type.getDeclaredClasses()))
                .filter(Descriptor.class::isAssignableFrom);
        List<Method> methods = forms.flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method ->
                        method.getName().matches("do[A-Z].*") && method.getDeclaringClass() != Descriptor.class)
                .toList();
        assertThat(methods).hasSizeGreaterThan(30).allMatch(method -> method.isAnnotationPresent(POST.class));
    }

    @ParameterizedTest
    @CsvSource({"PVC,ERROR", "postgres-data,OK", "${PVC},OK"})
    void aNameIsCheckedWhileItIsTyped(String value, Kind expected) {
        assertThat(form.doCheckPvc(job, value, "").kind).isEqualTo(expected);
        assertThat(form.doCheckPvc(null, value, "").kind).isEqualTo(expected);
    }

    @Test
    void whatIsNeededAndEmptyIsSaidAtOnce() {
        assertThat(form.doCheckPvc(job, "", "").getMessage()).startsWith("pvc is missing");
        assertThat(form.doCheckPvc(job, "", "1be4db09-414a-4efa-a4ab-dbfd3520747f").kind)
                .isEqualTo(Kind.OK);
        assertThat(repository.doCheckUrl(job, "", "").getMessage()).startsWith("repository.url is ");
    }

    @ParameterizedTest
    @CsvSource({
        "s3:https://s3.example.org/backups,OK",
        "sftp:host:/backups,ERROR",
        "rest:https://user:canary@example.org/,ERROR"
    })
    void aRepositorysUrlIsCheckedBySchemeAndShowsNoLogin(String value, Kind expected) {
        FormValidation checked = repository.doCheckUrl(job, value, "");
        assertThat(checked.kind).isEqualTo(expected);
        assertThat(String.valueOf(checked.getMessage())).doesNotContain("canary");
    }

    @Test
    void aTextAreaIsCheckedLineByLine() {
        assertThat(form.doCheckPaths(job, "/pgdata\n\n /etc \n").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckPaths(job, "/pgdata\n/../etc").getMessage()).contains("'/../etc' has a '..'");
        assertThat(form.doCheckTags(job, "").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckTags(job, "a,b").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckTags(job, "src:production/shop/db").getMessage())
                .contains("begins as one of the plugin");
        assertThat(form.doCheckTags(job, "nightly\nsize=10Gi").getMessage()).contains("'size=10Gi' begins as one of");
    }

    @Test
    void numbersCertificatesAndDurationsAreChecked() {
        assertThat(new CleanupOptions.DescriptorImpl().doCheckTimeout(job, "0").kind)
                .isEqualTo(Kind.ERROR);
        assertThat(new CleanupOptions.DescriptorImpl()
                        .doCheckTimeout(job, "ten")
                        .getMessage())
                .isEqualTo("cleanup.timeout must be a whole number.");
        assertThat(new NewVolumeOptions.DescriptorImpl().doCheckSize(job, "").kind)
                .as("left out: the backup's size")
                .isEqualTo(Kind.OK);
        assertThat(new NewVolumeOptions.DescriptorImpl().doCheckSize(job, "-1").kind)
                .isEqualTo(Kind.ERROR);
        assertThat(new CleanupOptions.DescriptorImpl().doCheckTimeout(job, "600").kind)
                .isEqualTo(Kind.OK);
        assertThat(new GuardOptions.DescriptorImpl().doCheckMaxShrinkPercent(job, "0").kind)
                .isEqualTo(Kind.ERROR);
        assertThat(new GuardOptions.DescriptorImpl()
                        .doCheckMaxShrinkPercent(job, "101")
                        .getMessage())
                .isEqualTo("guard.maxShrinkPercent is 101: it must be a percentage from 1 to 100.");
        assertThat(new GuardOptions.DescriptorImpl().doCheckMaxShrinkPercent(job, "99").kind)
                .isEqualTo(Kind.OK);
        assertThat(repository.doCheckCaCertificate(job, "MIIB", "").kind).isEqualTo(Kind.ERROR);
        assertThat(new ResticRetention.DescriptorImpl().doCheckKeepWithin(job, "1y6m").kind)
                .isEqualTo(Kind.OK);
        assertThat(new ResticRetention.DescriptorImpl().doCheckKeepWithin(job, "1 year").kind)
                .isEqualTo(Kind.ERROR);
    }

    @Test
    void aPolicyThatWouldNotKeepTheBackupItselfIsSaidWhileItIsWritten() {
        assertThat(keepTags("glod", "", "gold").getMessage())
                .contains("retention.keepTags [glod] would not keep the backup that is made");
        assertThat(keepTags("gold", "", "nightly\ngold").kind).isEqualTo(Kind.OK);
        assertThat(keepTags("glod", "7", "gold").kind).isEqualTo(Kind.OK);
        assertThat(keepTags("glod", "0", "${LEVEL}").kind).isEqualTo(Kind.OK);
        assertThat(keepTags("", "0", "").kind).isEqualTo(Kind.OK);
    }

    private FormValidation keepTags(String value, String keepDaily, String tags) {
        return new ResticRetention.DescriptorImpl()
                .doCheckKeepTags(job, value, "0", "0", keepDaily, "0", "0", "0", "", tags);
    }

    @Test
    void keepingNoSnapshotAtAllIsPointedOut() {
        SnapshotRetention.DescriptorImpl retention = new SnapshotRetention.DescriptorImpl();
        assertThat(retention.doCheckKeepLast(job, "0", "0").kind).isEqualTo(Kind.WARNING);
        assertThat(retention.doCheckKeepLast(job, "0", "7").kind).isEqualTo(Kind.OK);
    }

    @Test
    void whatDoesNothingIsPointedOut() {
        String ca = """
                -----BEGIN CERTIFICATE-----
                MIIBcTCCARegAwIBAgIUf55+7sJ5CEGBzf5EVyIdclLbwkQwCgYIKoZIzj0EAwIw
                DTELMAkGA1UEAwwCY2EwIBcNMjYxMTI4MTY0MDMyWhgPMjEyNjExMDQxNjQwMzJa
                MA0xCzAJBgNVBAMMAmNhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4FCPzO8N
                KrOLLTuxTPPz0iDRUoC5LuXgnGt5qIGoBSvSfKf2y0e7Z7g0jzagZ+9jaWWtgj+l
                tXquLrHDKb32KqNTMFEwHQYDVR0OBBYEFJRSXeEawtQrTgQaovlPiYRWeE05MB8G
                A1UdIwQYMBaAFJRSXeEawtQrTgQaovlPiYRWeE05MA8GA1UdEwEB/wQFMAMBAf8w
                CgYIKoZIzj0EAwIDSAAwRQIhAN9WHirfdKZruU132gyCooxAE4M2yiuN9p+LrW3q
                yE4dAiA0Sa46HgOzbSW8g8ohlF4TFyqhxLYRdTmTnAa1ST8ILw==
                -----END CERTIFICATE-----
                """;

        assertThat(List.of(
                        form.doCheckExclude(job, "/data/cache", "/"),
                        form.doCheckExclude(job, "/cache", "/pgdata"),
                        form.doCheckPaths(job, "/data/pg"),
                        form.doCheckFsType(job, "xfs", "db"),
                        repository.doCheckCaCertificate(job, ca, "rest:http://backup.example.org:8000/shop"),
                        new GuardOptions.DescriptorImpl().doCheckMaxShrinkPercent(job, "100"),
                        new OpenstackCloud.DescriptorImpl().doCheckProjectName(job, "shop", "applicationCredential")))
                .extracting(answer -> answer.kind)
                .containsOnly(Kind.WARNING);
        assertThat(List.of(
                        form.doCheckExclude(job, "/cache", "/\n/pgdata"),
                        form.doCheckExclude(job, "/cache", "$PATHS"),
                        form.doCheckExclude(job, "", ""),
                        form.doCheckFsType(job, "xfs", ""),
                        form.doCheckFsType(job, "ext4", "db"),
                        repository.doCheckCaCertificate(job, ca, "rest:https://backup.example.org:8000/shop"),
                        new OpenstackCloud.DescriptorImpl().doCheckProjectName(job, "shop", "password")))
                .extracting(answer -> answer.kind)
                .containsOnly(Kind.OK);
    }

    @Test
    void whoMayNotConfigureLearnsNothing() {
        jenkins.deny(Item.CONFIGURE, Jenkins.ADMINISTER);
        assertThat(form.doCheckPvc(job, "PVC", "").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckPvc(null, "PVC", "").kind).isEqualTo(Kind.OK);
        assertThat(values(form.doFillCloudItems(job, "mine"))).containsExactly("", "mine");
    }

    @Test
    void theCloudsOfTheGlobalConfigurationAreOffered() {
        assertThat(values(form.doFillCloudItems(job, ""))).containsExactly("", "production");
        assertThat(values(form.doFillCloudItems(job, "${CLOUD}"))).containsExactly("", "production", "${CLOUD}");
    }

    @Test
    void theRepositoriesOfTheGlobalConfigurationAreOfferedInPlaceOfAUrl() {
        ResticRepository tenants = new ResticRepository();
        tenants.setName("tenants");
        tenants.setUrl("s3:https://s3.example.org/{namespace}");
        tenants.setPasswordCredentialsId("restic-password");
        CinderBackupConfiguration.get().setRepositories(List.of(tenants));

        assertThat(values(repository.doFillNameItems(job, ""))).containsExactly("", "tenants");
        assertThat(repository.doCheckUrl(job, "", "tenants").kind).isEqualTo(Kind.OK);
        assertThat(repository.doCheckUrl(job, "rest:https://host/", "tenants").getMessage())
                .startsWith("Both `repository.name` and `repository.url` are set");
        assertThat(repository.doCheckUrl(job, "rest:https://host/{tenant}", "").getMessage())
                .contains("brace that belongs to no placeholder");
        jenkins.deny(job, Item.CONFIGURE);
        assertThat(values(repository.doFillNameItems(job, "mine"))).containsExactly("", "mine");
    }

    @Test
    void onlyCredentialsThatFitAreOfferedAndTheChosenOneStays() {
        jenkins.add(HeadlessCredentials.text("restic-password", "canary"));
        jenkins.add(HeadlessCredentials.login("backup-server", "backup", "canary"));
        jenkins.add(HeadlessCredentials.file("keys", "canary"));

        assertThat(values(repository.doFillPasswordCredentialsIdItems(job, ""))).containsExactly("", "restic-password");
        assertThat(values(repository.doFillCredentialsIdItems(job, "gone")))
                .containsExactlyInAnyOrder("", "gone", "backup-server", "keys");
    }

    private static List<String> values(ListBoxModel choices) {
        return choices.stream().map(option -> option.value).toList();
    }
}
