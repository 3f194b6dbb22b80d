package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable;
import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable.Content;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a node's {@code FailedMount} events say of the volume itself. Its mounter ({@code FormatAndMount} in k8s.io/mount-utils) names a disk that is
 * not formatted; all else is in the words of {@code mount}, which for LUKS, a partition table and another file system are the same.
 */
final class MountTrouble {
    private static final String FAILED_MOUNT = "FailedMount";
    /** With the kubelet's pauses, of half a second and doubling, that is a quarter of a minute: long enough for a device that is slow to come. */
    private static final int TRIES = 6;

    // In this order: the first that fits counts
    private static final List<Row> TABLE = List.of(
            new Row(Content.BLANK, "cannot mount unformatted disk"),
            new Row(Content.ENCRYPTED, "unknown filesystem type 'crypto_LUKS'"),
            // blkid ends with 8 where it finds several signatures; the last is what busybox says
            new Row(
                    Content.FOREIGN,
                    "wrong fs type|unknown filesystem type '\\w+_member'|failed to get disk format of disk \\S+: exit status 8"
                            + "|mount: mounting .* failed: Invalid argument"),
            new Row(Content.UNSUPPORTED, "unknown filesystem type"),
            new Row(Content.DAMAGED, "Structure needs cleaning|can't read superblock"));

    private record Row(Content content, Pattern words) {
        Row(Content content, String words) {
            this(content, Pattern.compile(words));
        }

        private Optional<Unmountable> in(List<Events.Said> events) {
            List<Events.Said> fitting = events.stream()
                    .filter(said -> said.reason().equals(FAILED_MOUNT)
                            && words.matcher(said.message()).find())
                    .toList();
            int times = fitting.stream().mapToInt(Events.Said::times).sum();
            return times < TRIES
                    ? Optional.empty()
                    : Optional.of(new Unmountable(content, shown(fitting.get(fitting.size() - 1))));
        }

        /** Of the mounter's account what the command has printed. */
        private static String shown(Events.Said said) {
            String output =
                    said.message().replaceFirst(".*Output: ", "").replaceFirst("; dmesg\\(1\\) may have .*", "");
            return said.reason() + ": " + output + " (seen at least " + TRIES + " times)";
        }
    }

    private MountTrouble() {}

    /** What is in the way, if that was said often enough: by one event that is counted, or by several where the device has another name each time. */
    static Optional<Unmountable> of(List<Events.Said> events) {
        return TABLE.stream().flatMap(row -> row.in(events).stream()).findFirst();
    }
}
