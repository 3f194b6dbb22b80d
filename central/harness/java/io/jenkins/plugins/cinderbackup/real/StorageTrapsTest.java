package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Cinder and a real volume can do to a backup. */
@Real
class StorageTrapsTest {
    @RegisterExtension
    static final TrapSite TRAPS = new TrapSite(1);

    private final Cinder administrator = Cinder.administrator();
    private final Map<String, Integer> limitsBefore = new HashMap<>();

    @AfterEach
    void restore() {
        if (!limitsBefore.isEmpty()) {
            administrator.quota(project(), limitsBefore);
        }
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");
    }

    private static String project() {
        return TRAPS.site().cinder().projectId();
    }

    /** Sets the project's limits for this test: what it uses, and so many more. */
    private void leaveRoomFor(Map<String, Integer> more) {
        JsonNode usage = administrator
                .send("GET", "/os-quota-sets/" + project() + "?usage=True", null)
                .path("quota_set");
        Map<String, Integer> limits = new HashMap<>();
        more.forEach((name, room) -> {
            limitsBefore.put(name, usage.path(name).path("limit").asInt());
            limits.put(name, usage.path(name).path("in_use").asInt() + room);
        });
        administrator.quota(project(), limits);
    }

    @Test
    void aBlankVolumeIsNeverASuccess() throws Exception {
        String blank = TRAPS.site().volume("blank");
        TRAPS.site().claim("blank", blank, "ext4");
        Map<String, Object> arguments = TRAPS.arguments();
        arguments.put("pvc", "blank");

        TrappedBackup backup = TRAPS.start(arguments);

        backup.fails("Backup", "finds no file system on the copy of PVC", "cannot mount unformatted disk");
        backup.leavesNothing();
        assertThat(TRAPS.restic()
                        .run("snapshots", "--json", "--host", TRAPS.site().namespace() + "-blank"))
                .isIn("[]", "null");
        assertThat(Ceph.rbd("diff", "volume-" + blank)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crypto_LUKS", "gpt", "xfs"})
    void whatTheNodeCannotMountIsNotWaitedForAndSaidToBeInTheWay(String format) throws Exception {
        String claim = format.toLowerCase(Locale.ROOT).replace('_', '-');
        String volume = TRAPS.site().volume(claim);
        VolumeMount.write(volume, device -> Formats.make(format, device));
        TRAPS.site().claim(claim, volume, "ext4");
        Map<String, Object> arguments = TRAPS.arguments();
        arguments.put("pvc", claim);

        TrappedBackup backup = TRAPS.start(arguments);

        backup.fails(
                "Backup",
                "The node cannot mount the copy of PVC " + TRAPS.site().namespace() + "/" + claim + " as ext4",
                "wrong fs type",
                "LUKS",
                "partition table",
                "blkid -p");
        backup.leavesNothing();
    }

    @Test
    void anEmptyFileSystemIsNeverASuccess() throws Exception {
        TRAPS.site().source("empty", "ext4", root -> {});
        Map<String, Object> arguments = TRAPS.arguments();
        arguments.put("pvc", "empty");

        TrappedBackup backup = TRAPS.start(arguments);

        backup.fails("Backup", "The backup is empty: restic found 0 files");
        backup.leavesNothing();
    }

    @Test
    void aSnapshotThatSomebodyHasClonedIsNamedAndGoesWhenItsCloneIsGone() throws Exception {
        Cinder cinder = TRAPS.site().cinder();
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "cleanup", "timeout", 30);
        TrappedBackup backup = TRAPS.start(arguments);
        backup.awaitPhase("CreatingPVC");
        String snapshot = cinder.list("snapshots").stream()
                .filter(one ->
                        one.path("volume_id").asText().equals(TRAPS.source().volumeId()))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        String clone = cinder.cloneSnapshot("a-users-clone", snapshot, RealSite.VOLUME_GIB);

        backup.isUnstable("Snapshot", snapshot, "its deletion was accepted, but it is still there");
        backup.leaves("Cinder snapshot backup-");
        cinder.deleteVolume(clone);
        backup.isRemovedInTheBackground();
    }

    @Test
    void quotasOfNothingAreAllSaidBeforeAnythingIsCreated() throws Exception {
        leaveRoomFor(Map.of("snapshots", 0, "volumes", 0, "gigabytes", 0));

        TrappedBackup backup = TRAPS.start(TRAPS.arguments());

        backup.fails(
                "Pending",
                "The quota 'snapshots' of cloud real has no room",
                "The quota 'volumes'",
                "The quota 'gigabytes'",
                "needed 1 more",
                "ask for a higher quota");
        backup.leavesNothing();
    }

    @Test
    void aQuotaThatFitsTheSnapshotAndNotTheVolumeIsWarnedOfAndLeavesNothing() throws Exception {
        leaveRoomFor(Map.of("gigabytes", RealSite.VOLUME_GIB));

        TrappedBackup backup = TRAPS.start(TRAPS.arguments());

        backup.fails(
                "CreatingVolume",
                "Cinder answers 413",
                "VolumeSizeExceedsAvailableQuota",
                "lower `snapshot.retention`");
        backup.says("The quota 'gigabytes' has room for the temporary volume (1 GiB), but not for the snapshot too");
        backup.leavesNothing();
    }

    @Test
    void aVolumeInErrorIsRefusedBeforeAnythingIsCreated() throws Exception {
        setStatus(TRAPS.source().volumeId(), "error");
        TrappedBackup backup;
        try {
            backup = TRAPS.start(TRAPS.arguments());
            backup.fails(
                    "Pending",
                    TRAPS.source().volumeId() + " is in state 'error'",
                    "an administrator must mend the volume first");
        } finally {
            setStatus(TRAPS.source().volumeId(), "available");
        }
        backup.leavesNothing();
    }

    @Test
    void keptSnapshotsMakeRoomWhenTheyExpireAndOneThatIsClonedStaysWithANote() throws Exception {
        Cinder cinder = TRAPS.site().cinder();
        TRAPS.start(keeping(2)).succeeds();
        TRAPS.start(keeping(2)).succeeds();
        String newest = snapshots().get(0);
        leaveRoomFor(Map.of("snapshots", 0));

        TrappedBackup healed = TRAPS.start(keeping(1));
        healed.succeeds();
        healed.says("Removing expired Cinder snapshot backup-");
        String kept = snapshots().get(0);
        assertThat(kept).isNotEqualTo(newest);

        administrator.quota(project(), limitsBefore);
        String clone = cinder.cloneSnapshot("a-users-clone", kept, RealSite.VOLUME_GIB);
        TrappedBackup noted = TRAPS.start(keeping(1));
        noted.succeeds();
        noted.says("(" + kept + ") stays: in use by volume " + clone + " (a-users-clone)");
        assertThat(snapshots()).hasSize(2).contains(kept);

        cinder.deleteVolume(clone);
        TrappedBackup last = TRAPS.start(TRAPS.arguments());
        last.succeeds();
        last.leavesNothing();
    }

    private static Map<String, Object> keeping(int newest) {
        Map<String, Object> arguments = TRAPS.arguments();
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", newest, "keepForDays", 0)));
        return arguments;
    }

    /** The ids of the source's snapshots, the newest first. */
    private static List<String> snapshots() {
        return TRAPS.site().cinder().list("snapshots").stream()
                .filter(snapshot -> snapshot.path("volume_id")
                        .asText()
                        .equals(TRAPS.source().volumeId()))
                .map(snapshot -> snapshot.path("id").asText())
                .toList();
    }

    @Test
    void aVolumeThatIsOnItsWayIsWaitedFor() throws Exception {
        setStatus(TRAPS.source().volumeId(), "extending");
        TrappedBackup backup;
        try {
            backup = TRAPS.start(TRAPS.arguments());
            backup.awaitConsole("Waiting: Cinder volume " + TRAPS.source().volumeId() + " is in state 'extending'");
        } finally {
            setStatus(TRAPS.source().volumeId(), "available");
        }
        backup.succeeds();
        backup.leavesNothing();
    }

    private void setStatus(String volume, String status) {
        administrator.send(
                "POST", "/volumes/" + volume + "/action", Map.of("os-reset_status", Map.of("status", status)));
    }

    @Test
    void aSnapshotThatEndsInErrorIsSaidAndRemoved() throws Exception {
        String image = "volume-" + TRAPS.source().volumeId();
        Ceph.rbd("mv", image, "away");
        TrappedBackup backup;
        try {
            backup = TRAPS.start(TRAPS.arguments());
            backup.fails("CreatingSnapshot", "ended in state 'error'", "check the Cinder service's log");
        } finally {
            Ceph.rbd("mv", "away", image);
        }
        backup.leavesNothing();
    }

    @Test
    void aSnapshotThatHangsIsGivenUpAndRemovedWhenCinderIsBack() throws Exception {
        Rigs.OPENSTACK.control("service", "cinder-volume", "halt");
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "snapshot", "timeout", 8);
        TrapSite.set(arguments, "cleanup", "timeout", 8);

        TrappedBackup backup = TRAPS.start(arguments);

        backup.fails(
                "CreatingSnapshot",
                "Snapshot creation timed out",
                "increase `snapshot.timeout`",
                "check the Cinder service's health");
        backup.leaves("(creating)");
        backup.says("Left behind, to be removed in the background");
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");
        backup.isRemovedInTheBackground();
    }
}
