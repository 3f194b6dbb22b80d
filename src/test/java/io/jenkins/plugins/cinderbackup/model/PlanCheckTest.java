package io.jenkins.plugins.cinderbackup.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"200m", "2", "0.5", "256Mi", "2Gi", "1.5G", "1000k"})
    void quantitiesOfKubernetesAreFine(String quantity) {
        assertThat(PlanCheck.quantity("cpu", quantity)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2 Gi", "-1", "0", "0.0", "0Mi", "2gi", "lots", "1e3x", "²"})
    void otherQuantitiesAreNot(String quantity) {
        assertThat(message(PlanCheck.quantity("resources.limits.cpu", quantity)))
                .startsWith("resources.limits.cpu is '" + quantity + "': it must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0", "8640001"})
    void aLimitIsPositiveAndNotAbsurd(long seconds) {
        assertThat(message(PlanCheck.seconds("snapshot.timeout", seconds)))
                .isEqualTo("snapshot.timeout is " + seconds + ": it must be seconds from 1 to 8640000.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "a", "1", "shop-2"})
    void namespacesAreLabels(String name) {
        assertThat(PlanCheck.label1123("namespace", name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "-shop", "shop-", "a.b", "shöp", "../kube-system", "a/b"})
    void otherNamesAreNoNamespaces(String name) {
        assertThat(message(PlanCheck.label1123("namespace", name))).contains("RFC 1123 label");
    }

    @Test
    void namesEndAtTheLimitsOfKubernetes() {
        assertThat(PlanCheck.label1123("namespace", "a".repeat(63))).isEmpty();
        assertThat(PlanCheck.label1123("namespace", "a".repeat(64))).isPresent();
        assertThat(PlanCheck.name1123("pvc", "a".repeat(253))).isEmpty();
        assertThat(PlanCheck.name1123("pvc", "a".repeat(254))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-volume",
                "../snapshots",
                "4cc89358-64f3-4516-ad26-b540b0a424d",
                "4cc89358-64f3-4516-ad26-b540b0a424d4/action"
            })
    void onlyAUuidIsAVolumesId(String id) {
        assertThat(message(PlanCheck.volumeId("volumeId", id))).contains("a UUID");
    }

    @Test
    void ourOwnKeysAreNotTheUsers() {
        assertThat(PlanCheck.key("job.labels", "example.org/team")).isEmpty();
        assertThat(message(PlanCheck.key("job.labels", "cinder-snapshot-backup.jenkins.io/run")))
                .contains("are the plugin's own");
        assertThat(message(PlanCheck.notManagedBy("job.labels", Map.of("app.kubernetes.io/managed-by", "me"))))
                .contains("the plugin's own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "a/b/c", "with blank", "-a"})
    void otherKeysAreNoKeys(String key) {
        assertThat(PlanCheck.key("job.labels", key)).isPresent();
    }

    @Test
    void whatIsShownOfAValueCannotStartALine() {
        assertThat(message(PlanCheck.oneOf("fsType", "ext4\n[forged]", List.of("ext4"))))
                .doesNotContain("\n");
    }

    @Test
    void limitsThemselvesAreAllowed() {
        assertThat(PlanCheck.seconds("snapshot.timeout", 1L)).isEmpty();
        assertThat(PlanCheck.seconds("snapshot.timeout", 8_640_000L)).isEmpty();
        assertThat(PlanCheck.namePrefix("snapshot.namePrefix", "x".repeat(60))).isEmpty();
        assertThat(PlanCheck.key("job.labels", "a".repeat(63))).isEmpty();
        assertThat(PlanCheck.key("job.labels", "a".repeat(64))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "x-", "with blank", "ü"})
    void otherTextsAreNoLabelsValues(String value) {
        assertThat(PlanCheck.labelValue("job.labels", value)).isPresent();
        assertThat(PlanCheck.labelValue("job.labels", "")).isEmpty();
        assertThat(PlanCheck.labelValue("job.labels", "Ok_1.x-y")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(message(PlanCheck.required("pvc", null, "the claim's name")))
                .isEqualTo("pvc is missing: the claim's name");
        assertThat(PlanCheck.required("pvc", " ", "x")).isPresent();
        assertThat(PlanCheck.required("pvc", "db", "x")).isEmpty();
    }

    @Test
    void aBackupCannotHaveThePrefixOfARestoresWayBack() {
        assertThat(PlanCheck.namePrefix("snapshot.namePrefix", "before-restore")
                        .orElseThrow()
                        .message())
                .startsWith("snapshot.namePrefix is 'before-restore': snapshots that a restore in place takes");
    }

    @Test
    void aPrefixLeavesRoomForTheRestOfTheName() {
        assertThat(PlanCheck.namePrefix("snapshot.namePrefix", "pre-upgrade")).isEmpty();
        assertThat(PlanCheck.namePrefix("snapshot.namePrefix", "x".repeat(61))).isPresent();
        assertThat(PlanCheck.namePrefix("snapshot.namePrefix", "a\u202eb")).isPresent();
        assertThat(PlanCheck.namePrefix("snapshot.namePrefix", "a\u2028b")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data", "/var/lib/postgresql/data", "/data/", "/usr/share/data", "/etc/app", "/..data"})
    void aVolumeIsSeenAtAFolder(String path) {
        assertThat(PlanCheck.mountPath("test.mountPath", path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data",
                "",
                "/",
                "//data",
                "/data/../etc",
                "/data/.",
                "/a:b",
                "/etc",
                "/usr/",
                "/proc/1",
                "/dev/shm",
                "/a\nb"
            })
    void notAtARelativeOrReservedOne(String path) {
        assertThat(message(PlanCheck.mountPath("test.mountPath", path))).startsWith("test.mountPath is '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PGDATA", "_x", "a1"})
    void variablesHaveNames(String name) {
        assertThat(PlanCheck.variableName("test.env", name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "A-B", "A=B", "A B", "Ä"})
    void otherTextsAreNone(String name) {
        assertThat(message(PlanCheck.variableName("test.env", name))).contains("it must be the name of a variable");
    }

    private static String message(Optional<Finding> finding) {
        assertThat(finding).isPresent();
        return finding.get().message();
    }
}
