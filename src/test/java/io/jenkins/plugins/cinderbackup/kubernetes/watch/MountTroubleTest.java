package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable;
import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable.Content;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the words of kubelet, CSI driver and {@code mount}. */
class MountTroubleTest {
    private static final String MOUNT =
            "MountVolume.MountDevice failed for volume \"pv\" : rpc error: code = Internal desc = ";

    private static Events.Said said(String words, int times) {
        return new Events.Said("FailedMount", MOUNT + words, times);
    }

    private static Optional<Content> content(Events.Said... events) {
        return MountTrouble.of(List.of(events)).map(Unmountable::content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLANK | cannot mount unformatted disk /dev/vdb as we are manipulating it in read-only mode",
                "FOREIGN | mount failed: exit status 32; Output: mount: /x: wrong fs type, bad option, bad superblock on /dev/vdb, missing codepage or helper program",
                "ENCRYPTED | mount failed: exit status 32; Output: mount: /x: unknown filesystem type 'crypto_LUKS'.",
                "FOREIGN | mount failed: exit status 32; Output: mount: /x: unknown filesystem type 'LVM2_member'.",
                "FOREIGN | failed to get disk format of disk /dev/vdb: exit status 8",
                "FOREIGN | mount failed: exit status 255; Output: mount: mounting /dev/vdb on /x failed: Invalid argument",
                "UNSUPPORTED | mount failed: exit status 32; Output: mount: /x: unknown filesystem type 'xfs'.",
                "DAMAGED | mount failed: exit status 32; Output: mount: /x: mount(2) system call failed: Structure needs cleaning.",
                "DAMAGED | mount failed: exit status 32; Output: mount: /x: can't read superblock on /dev/vdb.",
            })
    void theWordsSayWhatIsOnTheVolume(Content content, String words) {
        assertThat(content(said(words, 5))).as("not on the first word").isEmpty();
        assertThat(content(said(words, 6))).contains(content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mount failed: exit status 32; Output: mount: /x: special device /dev/vdb does not exist.",
                "mount failed: exit status 32; Output: mount: /x: /dev/vdb already mounted or mount point busy.",
                "failed to get disk format of disk /dev/vdb: exit status 1",
                "Aborted desc = an operation with the given Volume ID is already in progress",
                "driver name cinder.csi.openstack.org not found in the list of registered CSI drivers",
            })
    void whatMayPassIsWaitedFor(String words) {
        assertThat(content(said(words, 100))).isEmpty();
    }

    @Test
    void triesOnADeviceWithAnotherNameEachTimeAreAddedUp() {
        Events.Said[] events = IntStream.range(0, 6)
                .mapToObj(i -> said("mount: /x: wrong fs type, bad option, bad superblock on /dev/loop" + i, 1))
                .toArray(Events.Said[]::new);

        assertThat(content(events)).contains(Content.FOREIGN);
    }

    @Test
    void otherEventsAfterItDoNotHideIt() {
        Events.Said timedOut = new Events.Said(
                "FailedMount", "Unable to attach or mount volumes: unmounted volumes=[data]: timed out waiting", 1);

        assertThat(content(said("cannot mount unformatted disk /dev/vdb", 8), timedOut))
                .contains(Content.BLANK);
    }

    @Test
    void ofTheMountersAccountOnlyTheOutputIsShown() {
        String account =
                "mount failed: exit status 32; Mounting command: mount; Mounting arguments: -t ext4 -o ro,defaults /dev/vdb /x; Output: mount: /x:"
                        + " wrong fs type, bad option; dmesg(1) may have more information after failed mount system call.";

        assertThat(MountTrouble.of(List.of(said(account, 7))).orElseThrow().reason())
                .isEqualTo("FailedMount: mount: /x: wrong fs type, bad option (seen at least 6 times)");
    }
}
