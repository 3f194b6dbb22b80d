package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Other ways to say where the keys and the volume are, and more than one backup. */
@Real
class RealVariantsTest {
    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    @Test
    void anApplicationCredentialOpensTheCloud() throws Exception {
        RealSite.Source source = source("db");
        CinderBackupConfiguration.get()
                .setClouds(List.of(fresh.jenkins()
                        .cloud(Map.of(
                                "credentialsId", "application-credential", "authType", "applicationCredential"))));

        Map<String, Object> returned = fresh.jenkins().run(fresh.jenkins().arguments("db"));

        fresh.assertRestorable(source.tree(), returned);
        fresh.assertNothingLeftBut(source, returned);
    }

    @Test
    void aSecretOfTheUsersOwnOpensTheRepositoryAndIsLeftAsItWas() throws Exception {
        RealSite.Source source = source("db");
        Map<String, String> keys = Map.of(
                "RESTIC_PASSWORD", RealJenkins.REPOSITORY_PASSWORD,
                "AWS_ACCESS_KEY_ID", Rigs.S3.get("RIG_S3_ACCESS_KEY"),
                "AWS_SECRET_ACCESS_KEY", Rigs.S3.get("RIG_S3_SECRET_KEY"));
        fresh.site().cluster().createSecret(fresh.site().backupNamespace(), "repository-keys", keys);
        fresh.site().look();
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put(
                "repository", Map.of("url", fresh.site().bucket().repository("shop"), "secretRef", "repository-keys"));
        CinderBackupConfiguration.get().setClusters(List.of(fresh.jenkins().cluster(Map.of("secretRefAllowed", true))));

        Map<String, Object> returned = fresh.jenkins().run(arguments);

        fresh.assertRestorable(source.tree(), returned);
        fresh.assertNothingLeftBut(source, returned);
        assertThat(fresh.site()
                        .cluster()
                        .client()
                        .secrets()
                        .inNamespace(fresh.site().backupNamespace())
                        .withName("repository-keys")
                        .get()
                        .getData())
                .containsOnlyKeys(keys.keySet());
    }

    @Test
    void aVolumeWithoutAClaimIsBackedUp() throws Exception {
        RealSite site = fresh.site();
        String volume = site.volume("loose");
        FileTree tree;
        try (VolumeMount mount = VolumeMount.format(volume, "ext4")) {
            SampleFiles.fill(mount.root(), 100, 1);
            mount.sync();
            tree = ResticClient.withoutLostAndFound(FileTree.of(mount.root()));
        }
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.keySet().removeAll(List.of("namespace", "pvc"));
        arguments.put("volumeId", volume);
        arguments.put("fsType", "ext4");

        Map<String, Object> returned = fresh.jenkins().run(arguments);

        fresh.assertRestorable(tree, returned);
        fresh.assertNothingLeftBut(new RealSite.Source(site.namespace(), "loose", volume, tree), returned);
        assertThat(fresh.jenkins().restic().run("snapshots", "--json")).contains("\"hostname\":\"" + volume + "\"");
    }

    @Test
    void twoVolumesAreBackedUpToOneRepositoryAtOnce() throws Exception {
        RealSite.Source one = source("one");
        RealSite.Source two = source("two");

        HeadlessStep first = fresh.jenkins().start(fresh.jenkins().arguments("one"));
        HeadlessStep second = fresh.jenkins().start(fresh.jenkins().arguments("two"));
        Map<String, Object> returnedFirst = RealJenkins.result(first);
        Map<String, Object> returnedSecond = RealJenkins.result(second);

        fresh.assertRestorable(one.tree(), returnedFirst);
        fresh.assertRestorable(two.tree(), returnedSecond);
        List<String> retained =
                new ArrayList<>(fresh.site().retained(one, (String) returnedFirst.get("cinderSnapshotName")));
        retained.addAll(fresh.site().retained(two, (String) returnedSecond.get("cinderSnapshotName")));
        assertThat(fresh.site().leftovers()).containsExactlyInAnyOrderElementsOf(retained);
    }

    @Test
    void oneVolumeIsBackedUpTwiceAtOnce() throws Exception {
        RealSite.Source source = source("db");
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 2, "keepForDays", 0)));

        HeadlessStep first = fresh.jenkins().start(arguments);
        HeadlessStep second = fresh.jenkins().start(arguments);
        Map<String, Object> returnedFirst = RealJenkins.result(first);
        Map<String, Object> returnedSecond = RealJenkins.result(second);

        fresh.assertRestorable(source.tree(), returnedFirst);
        fresh.assertRestorable(source.tree(), returnedSecond);
        assertThat(returnedFirst.get("cinderSnapshotId")).isNotEqualTo(returnedSecond.get("cinderSnapshotId"));
        fresh.assertNothingLeftBut(source, returnedFirst, returnedSecond);
    }

    @Test
    void theThirdBackupIsIncrementalAndTakesTheOldestSnapshotsAway() throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", root -> SampleFiles.fill(root, 300, 2));
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 2, "keepForDays", 0)));

        Map<String, Object> first = fresh.jenkins().run(arguments);
        fresh.assertRestorable(source.tree(), first);
        fresh.assertNothingLeftBut(source, first);

        FileTree changed = change(source, root -> SampleFiles.change(root, 7));
        Map<String, Object> second = fresh.jenkins().run(arguments);
        fresh.assertRestorable(changed, second);
        fresh.assertNothingLeftBut(source, first, second);
        assertThat(second).containsEntry("filesChanged", 20L).containsEntry("filesNew", 16L);

        FileTree again = change(source, SampleFiles::damage);
        Map<String, Object> third = fresh.jenkins().run(arguments);
        fresh.assertRestorable(again, third);
        fresh.assertNothingLeftBut(source, second, third);
        assertThat(third).containsEntry("filesChanged", 1L).containsEntry("filesNew", 1L);
        assertThat((Long) third.get("bytesAdded")).isLessThan(1 << 20);
        assertThat(fresh.jenkins().restic().snapshots())
                .containsExactly((String) second.get("resticSnapshotId"), (String) third.get("resticSnapshotId"));
    }

    private RealSite.Source source(String claim) {
        return fresh.site().source(claim, "ext4", root -> SampleFiles.fill(root, 100, 1));
    }

    private static FileTree change(RealSite.Source source, Consumer<Path> change) {
        try (VolumeMount mount = VolumeMount.open(source.volumeId())) {
            change.accept(mount.root());
            mount.sync();
            return ResticClient.withoutLostAndFound(FileTree.of(mount.root()));
        }
    }
}
