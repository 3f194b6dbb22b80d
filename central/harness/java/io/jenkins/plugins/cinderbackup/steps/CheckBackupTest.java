package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.access.AccessDeniedException;

/** The button that makes a dry run of a backup as it stands in the form. */
@Timeout(60)
class CheckBackupTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private Item job;
    private Map<String, Object> arguments;

    @BeforeEach
    void start() throws Exception {
        job = world.jenkins.job("nightly");
        arguments = world.arguments();
    }

    private FormValidation check() {
        return new CinderSnapshotBackupStep.DescriptorImpl().doDryRun(new FormRequest(arguments), job, "{}");
    }

    @Test
    void whatARunWouldDoIsSaidAndNothingIsCreatedOrWrittenDown() throws Exception {
        FormValidation answer = check();

        assertThat(answer.kind).as(answer.getMessage()).isEqualTo(Kind.OK);
        assertThat(answer.getMessage())
                .contains(
                        "Backing up PVC shop/db",
                        "take Cinder snapshot backup-shop-db-",
                        "Not tried: whether the repository can be reached");
        assertThat(world.leftovers()).isEmpty();
        Path journals = world.home.resolve("cinder-snapshot-backup/journals");
        assertThat(Files.exists(journals) ? Files.list(journals).toList() : List.of())
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        arguments.put("pvc", "nope");
        Map<String, Object> repository = new HashMap<>(world.repository());
        repository.put("passwordCredentialsId", "gone");
        arguments.put("repository", repository);

        FormValidation answer = check();

        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage()).contains("PVC shop/nope", "there is no credential 'gone'");
    }

    @Test
    void settingsThatNoRunWouldTakeAreSaidWithoutAskingAnybody() {
        arguments.remove("pvc");
        arguments.put("cleanup", Map.of("timeout", 0));

        assertThat(check().getMessage()).contains("pvc is missing", "cleanup.timeout is 0");
        assertThat(world.site.openstack().requests()).isEmpty();
    }

    @Test
    void whoMayNotConfigureTheJobHasNothingAsked() {
        world.jenkins.deny(job, Item.CONFIGURE);

        assertThatThrownBy(this::check).isInstanceOf(AccessDeniedException.class);
        assertThat(world.site.openstack().requests()).isEmpty();
    }

    @Test
    void thatAVariableIsNotKnownYetIsSaid() {
        arguments.put("pvc", "${PVC}");

        FormValidation answer = new CinderSnapshotBackupStep.DescriptorImpl()
                .doDryRun(new FormRequest(arguments), job, "{\"pvc\":\"${PVC}\"}");

        assertThat(answer.getMessage())
                .startsWith("What a variable such as ${PVC} stands for only a build knows")
                .contains("pvc is '${PVC}'");
    }

    @Test
    void aForgedFormIsRefusedInASentence() {
        assertThat(new CinderSnapshotBackupStep.DescriptorImpl()
                        .doDryRun(new FormRequest(arguments), job, "-not right-")
                        .getMessage())
                .startsWith("The form could not be read");
    }
}
