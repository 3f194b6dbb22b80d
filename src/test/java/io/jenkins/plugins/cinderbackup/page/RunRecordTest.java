package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.export.Exported;

class RunRecordTest {
    @Test
    void tellsWhatAnEndedRunHasCreatedAndWhatHasBecomeOfIt() {
        RunRecord backup = Records.of(FinishedRuns.successful());

        assertThat(backup.getResult()).isEqualTo(RunResult.SUCCESS);
        assertThat(backup.getPhase()).isEqualTo("Succeeded");
        assertThat(states(backup))
                .containsEntry("Cinder snapshot", "kept")
                .containsEntry("Cinder volume", "removed")
                .containsEntry("PersistentVolumeClaim", "removed")
                .containsEntry("Secret", "removed");
        assertThat(backup.getValues().get("cinderSnapshotId"))
                .isEqualTo(backup.getObjects().get(0).getId());
    }

    @Test
    void tellsHowFarARunUnderWayIs() {
        RunRecord backup = Records.of(FinishedRuns.in(BackupOperation.BACKUP), Duration.ofMinutes(5));

        assertThat(backup.isOver()).isFalse();
        assertThat(backup.getPhase()).isEqualTo("Backup");
        assertThat(backup.getDurationMillis()).isEqualTo(Duration.ofMinutes(5).toMillis());
        assertThat(backup.getPhases().keySet())
                .containsExactly("Pending", "CreatingSnapshot", "CreatingVolume", "CreatingPVC", "Backup");
        assertThat(states(backup)).containsEntry("Cinder volume", "created").doesNotContainKey("Secret");
        assertThat(backup.getLeftovers())
                .as("what is still in use is nothing left behind")
                .isEmpty();
    }

    @Test
    void namesThePhaseThatFailedAndWhatWasNotRemoved() {
        RunRecord backup = Records.of(FinishedRuns.withEverything());

        assertThat(backup.getFailedPhase()).isEqualTo("Backup");
        assertThat(backup.getFailure()).startsWith("Backup failed in Backup: ");
        assertThat(backup.getLeftovers())
                .anySatisfy(text -> assertThat(text).contains("Cinder volume", "no deletions today"));
        assertThat(states(backup)).containsEntry("Cinder volume", "created");
    }

    @Test
    void doesNotNameWhatWasNeverCreated() {
        RunRecord backup = Records.of(FinishedRuns.refused("no snapshots today"));

        assertThat(backup.getFailure()).contains("no snapshots today");
        assertThat(backup.getFailedPhase()).isEqualTo("CreatingSnapshot");
        assertThat(backup.getObjects()).isEmpty();
    }

    @Test
    void masksWhatServersSay() {
        RunJournal journal = FinishedRuns.refused("you sent hunter2");

        RunRecord backup = new RunRecord(journal, text -> text.replace("hunter2", "****"), Records.at(Duration.ZERO));

        assertThat(backup.getFailure()).contains("you sent ****").doesNotContain("hunter2");
    }

    /** What build.xml holds outlives the plugin's version: an engine's type in it would make every change there a change of the format. */
    @ParameterizedTest
    @ValueSource(classes = {RunRecord.class, CreatedObject.class, RunResultAction.class})
    void storesPlainValuesAlone(Class<?> stored) {
        assertThat(Stream.of(stored.getDeclaredFields())
                        .filter(field ->
                                !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                        .map(Field::getType))
                .isNotEmpty()
                .allMatch(Set.of(
                        String.class,
                        long.class,
                        boolean.class,
                        ArrayList.class,
                        LinkedHashMap.class,
                        RunResult.class,
                        RunRecord.class)::contains);
        assertThat(stored.isRecord()).isFalse();
    }

    @Test
    void theRemoteApiExportsAllThatTheStepReturns() {
        RunRecord backup = Records.of(FinishedRuns.successful());

        Set<String> known = new TreeSet<>(exported(backup).keySet());
        known.addAll(backup.getValues().keySet());
        assertThat(known).containsAll(backup.toMap().keySet());
        assertThat(exported(backup))
                .containsKeys(
                        "operation",
                        "subject",
                        "repository",
                        "values",
                        "failure",
                        "failedPhase",
                        "notes",
                        "objects",
                        "phase",
                        "run");
        assertThat(backup.toMap().values()).allMatch(value -> value == null || value instanceof Serializable);
    }

    @Test
    void isOfAnyOperation() {
        RunRecord check = Records.of(FinishedRuns.check());

        assertThat(check.getOperation()).isEqualTo("verification");
        assertThat(check.getDescription()).isEqualTo("Check of repository s3:https://s3.example.com/backups");
        assertThat(check.getValues()).doesNotContainKey("resticSnapshotId");
        assertThat(check.unstableBecause())
                .startsWith("Check of repository s3:https://s3.example.com/backups is unstable: ");
    }

    @Test
    void aCheckThatWasNotMadeSaysThatItSaysNothing() {
        RunRecord broken = Records.of(FinishedRuns.brokenCheck("5%"));
        RunRecord made = Records.of(FinishedRuns.check("5%"));

        assertThat(broken.getFailure())
                .startsWith("Verification failed in Check: ")
                .endsWith("\nThis says nothing about the repository: nobody knows whether it is good.");
        assertThat(broken.toMap()).containsEntry("verified", null).containsEntry("checks", Map.of());
        assertThat(made.toMap())
                .containsEntry("result", "SUCCESS")
                .containsEntry("verified", true)
                .containsEntry("readDataSubset", "5%")
                .hasEntrySatisfying(
                        "checks",
                        checks -> assertThat(((Map<?, ?>) checks).get("check"))
                                .asInstanceOf(InstanceOfAssertFactories.MAP)
                                .containsEntry("passed", true)
                                .containsEntry("detail", "no errors were found")
                                .containsKey("seconds"));
    }

    /** A build keeps them, and a Pipeline of which each value is stored with the build. */
    @Test
    void keepsListsAndMapsAsWhatAnybodyCanStore() {
        Map<String, Object> kept = PlainValues.copy(Map.of("checks", Map.of("repository", List.of("a", true))));

        assertThat(kept.get("checks"))
                .isInstanceOf(LinkedHashMap.class)
                .isEqualTo(Map.of("repository", List.of("a", true)));
        assertThat(((Map<?, ?>) kept.get("checks")).get("repository")).isInstanceOf(ArrayList.class);
    }

    private static Map<String, Object> exported(Object bean) {
        Map<String, Object> properties = new TreeMap<>();
        Stream.of(bean.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Exported.class))
                .forEach(method -> {
                    String name = method.getName().replaceFirst("^(get|is)", "");
                    String given = method.getAnnotation(Exported.class).name();
                    properties.put(
                            given.isEmpty() ? Character.toLowerCase(name.charAt(0)) + name.substring(1) : given,
                            method);
                });
        return properties;
    }

    private static Map<String, String> states(RunRecord backup) {
        Map<String, String> states = new TreeMap<>();
        backup.getObjects().forEach(object -> states.put(object.getKind(), object.getState()));
        return states;
    }
}
