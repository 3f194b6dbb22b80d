package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private final World world = new World();

    @AfterEach
    void nothingWasCreated() {
        assertThat(world.calls.changes()).isEmpty();
        assertThat(world.store.runs()).isEmpty();
    }

    private List<Finding> findings() {
        RunReport report = world.runToEnd();
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(Checks.ID);
        assertThat(report.failure().findings())
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.hints()).isNotEmpty());
        return report.failure().findings();
    }

    private List<String> messages() {
        return findings().stream().map(Finding::message).toList();
    }

    private static Finding finding(String message) {
        return Finding.of(message, "do something about it");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        world.storage.setStatus(World.SOURCE, "downloading");
        world.storage.quota = FakeBlockStorage.quota(4, 5, 60);
        world.workloads.findings = List.of(finding("forbidden: create secrets"), finding("forbidden: create jobs"));

        assertThat(messages())
                .containsExactly(
                        "Cinder volume " + World.SOURCE
                                + " is in state 'downloading'; a snapshot needs 'available' or 'in-use'.",
                        "The quota 'snapshots' of cloud production has no room: used 5 of 5, needed 1 more.",
                        "The quota 'volumes' of cloud production has no room: used 4 of 4, needed 1 more.",
                        "The quota 'gigabytes' of cloud production has no room: used 60 of 60, needed 10 more.",
                        "forbidden: create secrets",
                        "forbidden: create jobs");
    }

    @Test
    void aQuotaOfNothingHasNoRoom() {
        world.storage.quota = FakeBlockStorage.quota(0, 0, 0);

        assertThat(messages())
                .containsExactly(
                        "The quota 'snapshots' of cloud production has no room: used 5 of 0, needed 1 more.",
                        "The quota 'volumes' of cloud production has no room: used 4 of 0, needed 1 more.",
                        "The quota 'gigabytes' of cloud production has no room: used 60 of 0, needed 10 more.");
    }

    @Test
    void saysWhatHelpsAgainstTheVolumesState() {
        world.storage.setStatus(World.SOURCE, "error_extending");

        assertThat(findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.hints()).containsExactly("an administrator must mend the volume first"));
    }

    @Test
    void saysWhatIsWrongWithTheVolumeAlsoWhereTheQuotaCannotBeRead() {
        world.storage.setStatus(World.SOURCE, "error");
        world.calls.refuseAlways("quota", PermanentException.of("limits are forbidden", "ask for the permission"));

        assertThat(messages()).hasSize(2).anyMatch(m -> m.contains("'error'")).contains("limits are forbidden");
    }

    @Test
    void saysOnceThatTheLogInFailsAndWhatIsWrongInKubernetesToo() {
        PermanentException login = PermanentException.of(
                "Failed to authenticate with OpenStack",
                "verify all OS_* variables / fields",
                "check that the auth URL is reachable from the Jenkins controller",
                "ensure that the user has the `member` role on the project");
        world.calls.refuseAlways("volume", login);
        world.calls.refuseAlways("quota", login);
        world.workloads.findings = List.of(finding("forbidden: create jobs"));

        assertThat(findings()).containsExactly(login.findings().get(0), finding("forbidden: create jobs"));
    }

    @Test
    void saysAllThatThePortFindsWrongWithTheClaim() {
        world.calls.refuseAlways(
                "source",
                new PermanentException(
                        List.of(finding("PVC shop/db is not bound"), finding("PVC shop/db is in block mode")), null));

        assertThat(messages()).containsExactly("PVC shop/db is not bound", "PVC shop/db is in block mode");
    }

    @Test
    void saysThatTheLogInFailsAlsoWhereThereIsNoClaim() {
        world.calls.refuseAlways("source", PermanentException.of("PVC shop/db was not found", "check the name"));
        world.calls.refuseAlways("quota", PermanentException.of("Failed to authenticate with OpenStack", "verify"));

        assertThat(messages()).containsExactly("PVC shop/db was not found", "Failed to authenticate with OpenStack");
    }

    @Test
    void saysThatCinderDoesNotKnowTheVolume() {
        world.storage.vanish(World.SOURCE);

        assertThat(messages())
                .containsExactly(
                        "Cinder volume " + World.SOURCE + " of PVC shop/db was not found in cloud production.");
    }

    @Test
    void refusesAnAttachedVolumeWhereForceIsOff() {
        world.storage.sourceAttached = true;
        world.plan.force = false;

        assertThat(messages())
                .containsExactly("Cinder volume " + World.SOURCE + " is attached, and `snapshot.force` is off.");
    }

    @Test
    void saysHowManyRetainedSnapshotsAreInAQuotaThatIsFull() {
        world.storage.addKeptSnapshot("old-1", World.SOURCE, Duration.ofDays(1));
        world.storage.addKeptSnapshot("old-2", World.SOURCE, Duration.ofDays(2));
        world.storage.addKeptSnapshot("other", "another-volume", Duration.ofDays(2));
        world.storage.quota = FakeBlockStorage.quota(4, 5, -1);

        List<Finding> findings = findings();

        assertThat(findings.get(0).message()).contains("'snapshots'");
        assertThat(findings.get(0).hints())
                .contains("it counts 2 retained snapshots of this volume; lower `snapshot.retention` to keep fewer");
        assertThat(findings.get(1).message()).contains("'volumes'");
        assertThat(findings.get(1).hints()).containsExactly("ask for a higher quota");
    }

    @Test
    void endsWithTheLastTroubleWhereTheChecksCannotBeMadeInTime() {
        world.calls.refuseAlways("quota", Errors.network());

        assertThat(world.runToEnd().failure().findings().stream().map(Finding::message))
                .containsExactly(
                        "The checks before the backup could not be made",
                        "The last call failed: connection reset by peer");
        assertThat(world.elapsed()).isEqualTo(Duration.ofMinutes(2));
    }
}
