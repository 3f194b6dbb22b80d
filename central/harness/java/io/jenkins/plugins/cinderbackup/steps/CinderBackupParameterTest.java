package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ParameterValue;
import hudson.model.StringParameterValue;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.ResticRepository;
import io.jenkins.plugins.cinderbackup.demo.JenkinsfileCall;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.HttpResponse;

/** The build parameter {@code cinderBackup}: what it offers, to whom, and which values it takes. */
@NeedsRestic
@Timeout(120)
class CinderBackupParameterTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private CinderBackupParameterDefinition parameter(Map<String, Object> more) {
        CinderBackupParameterDefinition parameter = new CinderBackupParameterDefinition("BACKUP");
        parameter.setNamespace("shop");
        parameter.setPvc("db");
        parameter.setRepository((String) more.get("repository"));
        parameter.setCluster((String) more.get("cluster"));
        return parameter;
    }

    private CinderBackupParameterDefinition parameter() {
        return parameter(Map.of());
    }

    private Item job() {
        return world.jenkins.job("restore");
    }

    private List<String> values(CinderBackupParameterDefinition parameter) {
        return parameter.offeredFor(job()).options().stream()
                .map(OfferedBackups.Option::value)
                .toList();
    }

    private List<String> labels(CinderBackupParameterDefinition parameter) {
        return parameter.offeredFor(job()).options().stream()
                .map(OfferedBackups.Option::label)
                .toList();
    }

    @Test
    void theBackupsAreOfferedNewestFirstAndTheStepRestoresTheOneThatIsChosen() throws Exception {
        world.resticOverwrites();
        String first = world.backUp("SUCCESS", world.arguments());
        String second = world.backUp("SUCCESS", world.arguments());

        List<String> offered = values(parameter());
        assertThat(offered).hasSize(3).first().isEqualTo("latest");
        assertThat(offered.get(1)).startsWith(second);
        assertThat(offered.get(2)).startsWith(first);
        assertThat(labels(parameter()).get(0)).contains("the newest sound backup");
        assertThat(labels(parameter()).get(2))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, .* s ago, .* [KM]iB, " + first);

        Map<String, Object> restoration = world.restoration();
        restoration.put("backup", parameter().createValue(offered.get(2)).getValue());
        Map<?, ?> returned = (Map<?, ?>) world.restore(restoration).await(LONG);
        assertThat(((Map<?, ?>) returned.get("backup")).get("id").toString()).startsWith(first);
    }

    @Test
    void whatIsNotSoundIsMarkedAndOnlySoManyAreOffered() throws Exception {
        world.backUp("SUCCESS", world.arguments());
        world.makeOneFileUnreadable();
        world.backUp("UNSTABLE", world.arguments());
        CinderBackupParameterDefinition parameter = parameter();

        assertThat(labels(parameter)).hasSize(3);
        assertThat(labels(parameter).get(1)).endsWith(", incomplete");
        parameter.setLimit(1);
        assertThat(labels(parameter)).hasSize(2);
    }

    @Test
    void onlyWhoMayBuildAndMayReadAJobThatBacksItUpIsShownBackups() throws Exception {
        world.backUp("SUCCESS", world.arguments());
        assertThat(values(parameter())).hasSize(2);

        world.jenkins.deny(Jenkins.SYSTEM_READ);
        assertThat(values(parameter())).as("who may read the job").hasSize(2);

        world.jenkins.deny(world.jenkins.job("nightly"), Item.READ);
        assertThat(parameter().offeredFor(job()))
                .as("who may know of the job, and no more")
                .isEqualTo(new OfferedBackups(
                        List.of(), List.of("The catalog has no backup of this source that you may see.")));
        world.jenkins.deny(world.jenkins.job("nightly"), Item.DISCOVER);
        assertThat(values(parameter())).containsExactly("latest");

        world.jenkins.deny(job(), Item.BUILD);
        assertThat(parameter().offeredFor(job())).isEqualTo(OfferedBackups.NONE);
        assertThat(parameter().offeredFor(null)).isEqualTo(OfferedBackups.NONE);
        assertThat(parameter().getOffered()).as("outside of a request").isEqualTo(OfferedBackups.NONE);
    }

    @Test
    void ofSeveralRepositoriesEachLineSaysWhichOrOneIsChosen() throws Exception {
        world.backUp("SUCCESS", world.arguments());
        ResticRepository tenants = new ResticRepository();
        tenants.setName("tenants");
        tenants.setUrl(world.site.repositories().url("of/{namespace}"));
        tenants.setPasswordCredentialsId("restic-password");
        tenants.setCredentialsId("backup-server");
        CinderBackupConfiguration.get().setRepositories(List.of(tenants));
        String inTenants = world.backUp("SUCCESS", world.arguments("repository", Map.of("name", "tenants")));

        assertThat(labels(parameter())).hasSize(3);
        assertThat(labels(parameter()).get(1)).contains(inTenants, "/of/shop");
        assertThat(labels(parameter()).get(2)).endsWith("/shop").doesNotContain("/of/");
        assertThat(labels(parameter(Map.of("repository", "tenants"))))
                .hasSize(2)
                .anySatisfy(label -> assertThat(label).contains(inTenants).doesNotContain("/of/shop"));
        assertThat(labels(
                        parameter(Map.of("repository", world.site.repositories().url("shop") + "/"))))
                .hasSize(2)
                .noneMatch(label -> label.contains(inTenants));
    }

    @Test
    void theSourceIsThatOfItsCluster() throws Exception {
        world.backUp("SUCCESS", world.arguments());

        assertThat(values(parameter(Map.of("cluster", "production")))).hasSize(2);
        assertThat(values(parameter(Map.of("cluster", "staging")))).hasSize(1);
        CinderBackupConfiguration.get()
                .setClusters(List.of(
                        world.cluster("production", Map.of("namespace", "shop")), world.cluster("b", Map.of())));
        CinderBackupParameterDefinition unclear = parameter();
        assertThat(unclear.offeredFor(job()).notes()).singleElement().asString().startsWith("cluster is missing");
        unclear.setCluster("production");
        unclear.setNamespace(null);
        assertThat(values(unclear)).as("in the cluster's default namespace").hasSize(2);
    }

    @Test
    void whatIsWrongWithItIsSaidInPlaceOfBackups() {
        CinderBackupParameterDefinition wrong = new CinderBackupParameterDefinition("BACKUP");
        wrong.setNamespace("<script>");
        wrong.setRepository("tape");
        wrong.setLimit(0);

        OfferedBackups offered = wrong.offeredFor(job());

        assertThat(offered.options()).hasSize(1);
        assertThat(String.join("\n", offered.notes()))
                .contains("pvc is missing", "namespace is '<script>'", "repository.url is a local path", "limit is 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "latest~3", " 4f0c12ab ", "1be4db09-414a-4efa-a4ab-dbfd3520747f", ""})
    void aValueHasTheFormOfABackup(String text) {
        ParameterValue value = parameter().createValue(text);

        assertThat(value.getName()).isEqualTo("BACKUP");
        assertThat(value.getValue()).isEqualTo(text.isEmpty() ? "latest" : text.trim());
        assertThat(parameter().isValid(value)).isTrue();
        JSONObject submitted = new JSONObject();
        submitted.put("name", "BACKUP");
        submitted.put("value", text);
        assertThat(parameter().createValue(null, submitted).getValue()).isEqualTo(value.getValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "newest",
                "latest~",
                "4f0c",
                "4f0c12ag",
                "--target=/",
                "latest\n4f0c12ab",
                "$(RESTIC_PASSWORD)",
                "<b>"
            })
    void anotherTextIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter().createValue(text))
                .withMessageStartingWith("Parameter BACKUP: backup is '")
                .withMessageNotContaining("\n");
        assertThat(parameter().isValid(new StringParameterValue("BACKUP", text, null)))
                .isFalse();
    }

    @Test
    void aRequestIsAnsweredWithTheReasonAloneAsTheCommandLineIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter().createValue("newest"))
                .satisfies(
                        refused -> assertThatThrownBy(() -> ((HttpResponse) refused).generateResponse(null, null, null))
                                .isInstanceOf(Failure.class)
                                .hasMessage(refused.getMessage()));
    }

    @Test
    void theDefaultIsTheNewest() {
        CinderBackupParameterDefinition parameter = parameter();
        parameter.setDescription("Which one?");

        assertThat(parameter.getDefaultParameterValue().getValue()).isEqualTo("latest");
        assertThat(parameter.getDefaultParameterValue().getDescription()).isEqualTo("Which one?");
    }

    @Test
    void theFormOfTheJobChecksItsFields() {
        CinderBackupParameterDefinition.DescriptorImpl form = new CinderBackupParameterDefinition.DescriptorImpl();

        assertThat(form.doCheckName(job(), "").getMessage()).startsWith("name is missing");
        assertThat(form.doCheckPvc(job(), "", "").getMessage()).startsWith("pvc is missing");
        assertThat(form.doCheckPvc(job(), "", world.volume).kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckNamespace(job(), "Shop").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckVolumeId(job(), "disk").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckRepository(job(), "rest:https://host/{tenant}").kind)
                .isEqualTo(Kind.ERROR);
        assertThat(form.doCheckRepository(job(), "rest:https://host/{namespace}").kind)
                .isEqualTo(Kind.OK);
        assertThat(form.doCheckLimit(job(), "0").kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void theExampleAsksForABackupOfWhatItRestores() {
        var example = ProjectFolder.root().resolve("examples/restore.Jenkinsfile");
        Map<String, String> environment =
                Map.of("BACKUP", "latest", "BEFORE", "", "TARGET", "", "BACKUP_SERVER", "https://backup.example.com");
        CinderBackupParameterDefinition parameter = Describables.make(
                CinderBackupParameterDefinition.class, JenkinsfileCall.read(example, "cinderBackup", environment));
        CinderSnapshotRestoreStep step = Describables.make(
                CinderSnapshotRestoreStep.class, JenkinsfileCall.read(example, "cinderSnapshotRestore", environment));

        assertThat(parameter.problems()).isEmpty();
        assertThat(parameter.getName()).isEqualTo("BACKUP");
        assertThat(List.of(parameter.getCluster(), parameter.getNamespace(), parameter.getPvc()))
                .isEqualTo(List.of(step.getCluster(), step.getNamespace(), step.getPvc()));
    }
}
