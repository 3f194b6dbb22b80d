package io.jenkins.plugins.cinderbackup.leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.Item;
import hudson.model.Result;
import hudson.security.Permission;
import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.access.AccessDeniedException;

/** What an administrator sees, and nobody else. */
@Timeout(30)
class LeftoverPageTest {
    @TempDir
    private Path home;

    private HeadlessController jenkins;
    private Path torn;
    private final LeftoverPage page = new LeftoverPage();
    private final LeftoverMonitor monitor = new LeftoverMonitor();

    @BeforeEach
    void start() throws IOException {
        jenkins = HeadlessController.start(home);
        torn = Files.createDirectories(home.resolve("cinder-snapshot-backup/journals"))
                .resolve("0123456789abcdef.json");
    }

    @AfterEach
    void stop() {
        BackupServices.stop();
        jenkins.close();
    }

    @Test
    void withoutLeftoversTheMonitorIsSilentAndThePageEmpty() {
        LeftoverRemoval.get().run();

        assertThat(monitor.isActivated()).isFalse();
        assertThat(page.getLeftovers()).isEmpty();
        assertThat(page.getUnlistable()).isEmpty();
    }

    @Test
    void aJournalThatCannotBeReadIsShownUntilItIsGone() throws IOException {
        Files.writeString(torn, "{");

        LeftoverRemoval.get().run();

        await().until(monitor::isActivated);
        assertThat(monitor.getShown()).singleElement().satisfies(leftover -> {
            assertThat(leftover.isUnreadable()).isTrue();
            assertThat(leftover.getObstacles().get(0)).contains(torn.toString());
        });
        assertThat(monitor.getMore()).isZero();
        assertThat(page.getLeftovers()).hasSize(1);

        Files.delete(torn);
        LeftoverRemoval.get().run();
        assertThat(monitor.isActivated()).isFalse();
    }

    @Test
    void aFolderThatCannotBeListedIsShown() throws IOException {
        Files.delete(torn.getParent());
        Files.writeString(torn.getParent(), "no folder");

        LeftoverRemoval.get().run();

        assertThat(monitor.isActivated()).isTrue();
        assertThat(page.getUnlistable().get(0)).contains(torn.getParent().toString(), "cannot be read");
        assertThat(page.getLeftovers()).isEmpty();
    }

    @Test
    void whoMayReadTheSystemSeesThePageAndCanDoNothing() {
        assertThat(page.isAdministrator()).isTrue();
        jenkins.deny(Jenkins.ADMINISTER);

        assertThat(page.getTarget()).isSameAs(page);
        assertThat(page.isAdministrator()).isFalse();
        assertThatThrownBy(() -> page.doTry("0123456789abcdef")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(page::doTrustHome).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> page.doForget("0123456789abcdef")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(page::doScan).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> page.doRemove("2026-01-31T02:00:00Z", "")).isInstanceOf(AccessDeniedException.class);
    }

    private void leave(String job, int build) {
        BackupServices.get()
                .journals()
                .save(FinishedRuns.left(
                        new Origin(Jenkins.get().getLegacyInstanceId(), job, String.valueOf(build)), Instant.now()));
    }

    /** Somebody who may read the system's configuration, and not that job. */
    private void become(Permission... missing) {
        jenkins.deny(Jenkins.ADMINISTER);
        jenkins.deny(jenkins.job("secret/nightly"), missing);
    }

    @Test
    void aRunThatGoesOnIsNoLeftoverForWhoMayNotSeeItsJob() {
        int build = jenkins.job("secret/nightly").build().getNumber();
        LeftoverRemoval.get().run();
        leave("secret/nightly", build);

        become(Item.READ);
        assertThat(page.getLeftovers()).as("who may discover the job").isEmpty();
        assertThat(page.isHomeDoubted()).isFalse();

        become(Item.READ, Item.DISCOVER);
        assertThat(page.getLeftovers()).as("who may not").isEmpty();
    }

    @Test
    void whatAJobLeftThatTheViewerMayNotSeeIsCountedAndNotNamed() {
        HeadlessRun build = jenkins.job("secret/nightly").build();
        build.finish(Result.FAILURE);
        LeftoverRemoval.get().run();
        leave("secret/nightly", build.getNumber());

        assertThat(page.getLeftovers()).singleElement().satisfies(leftover -> {
            assertThat(leftover.getBuild()).isEqualTo("secret/nightly #1");
            assertThat(leftover.getBuildUrl()).isEqualTo("job/secret/job/nightly/1/");
        });
        for (Permission[] missing : new Permission[][] {{Item.READ}, {Item.READ, Item.DISCOVER}}) {
            become(missing);
            assertThat(page.getLeftovers())
                    .as(Arrays.toString(missing))
                    .singleElement()
                    .satisfies(leftover -> {
                        assertThat(leftover.getBuild()).isEqualTo("A build that you may not see");
                        assertThat(leftover.getBuildUrl()).isNull();
                        assertThat(leftover.getObjects()).containsExactly("1 object");
                        assertThat(leftover.getSource()).isNull();
                        assertThat(leftover.getRun()).isNotEmpty();
                    });
        }
    }

    @Test
    void theNameOfAJobThatIsGoneIsForAdministrators() {
        LeftoverRemoval.get().run();
        leave("secret/renamed", 7);

        assertThat(page.getLeftovers()).singleElement().satisfies(leftover -> {
            assertThat(leftover.getBuild()).isEqualTo("secret/renamed #7");
            assertThat(leftover.getWaitsFor()).contains("secret/renamed");
        });
        jenkins.deny(Jenkins.ADMINISTER);
        assertThat(page.getLeftovers()).singleElement().satisfies(leftover -> {
            assertThat(leftover.getBuild()).isEqualTo("A build that you may not see");
            assertThat(leftover.getWaitsFor()).isEqualTo("Its build may go on.");
        });
    }

    @Test
    void aForgedRequestIsABadOne() {
        assertThatThrownBy(() -> page.doTry("../../secrets"))
                .hasMessage("400 A run id is 16 hexadecimal digits, not '../../secrets'.");
        assertThatThrownBy(() -> page.doRemove("yesterday", ""))
                .hasMessage("400 A scan is named by its time in ISO 8601, not 'yesterday'.");
        assertThatThrownBy(() -> page.doRemove("2026-01-31T02:00:00Z", "x"))
                .hasMessage("400 A run id is 16 hexadecimal digits, not 'x'.");
    }

    @Test
    void nobodyElseSeesIt() {
        assertThat(page.getRequiredPermission()).isEqualTo(Jenkins.SYSTEM_READ);
        jenkins.deny(Jenkins.SYSTEM_READ);

        assertThatThrownBy(page::getTarget).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whatChangesOrContactsSomethingIsForPostOnly() {
        assertThat(Arrays.stream(LeftoverPage.class.getMethods())
                        .filter(method -> method.getName().startsWith("do")))
                .hasSize(5)
                .allMatch(method -> method.isAnnotationPresent(POST.class));
    }
}
