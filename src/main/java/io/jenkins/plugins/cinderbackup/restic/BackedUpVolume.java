package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.text.ByteQuantity;
import io.jenkins.plugins.cinderbackup.text.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The volume that a backup was made of: what it takes to make another like it, when the cluster is gone. Texts are empty where nothing is known.
 *
 * @param volumeId     the Cinder volume
 * @param sizeBytes    what a restored volume needs at least, or 0
 * @param storageClass the storage class of its claim
 * @param fsType       its file system
 * @param zone         Cinder's availability zone, in which a volume is to be made, or empty
 * @param accessModes  of its claim, as Kubernetes writes them
 * @param consistency  {@value #CRASH}, as after a loss of power
 */
public record BackedUpVolume(
        @NonNull String volumeId,
        long sizeBytes,
        @NonNull String storageClass,
        @NonNull String fsType,
        @NonNull String zone,
        @NonNull List<String> accessModes,
        @NonNull String consistency) {
    /** All that was written at one instant, and nothing that applications still had in their memory. */
    public static final String CRASH = "crash";

    static final String VOLUME = "vol=";
    static final String SIZE = "size=";
    static final String CLASS = "class=";
    static final String FILE_SYSTEM = "fs=";
    static final String ZONE = "zone=";
    static final String ACCESS = "access=";
    static final String CONSISTENCY = "consistency=";

    /** Copies the list. */
    public BackedUpVolume {
        accessModes = List.copyOf(accessModes);
    }

    /** As tags, without those that would say nothing. None has a comma, and none is what {@link TagSyntax} objects to. */
    @NonNull
    public List<String> tags() {
        List<String> tags = new ArrayList<>();
        add(tags, VOLUME, volumeId);
        add(tags, SIZE, sizeBytes > 0 ? ByteQuantity.write(sizeBytes) : "");
        add(tags, CLASS, storageClass);
        add(tags, FILE_SYSTEM, fsType);
        add(tags, ZONE, zone);
        // One for each: whatever separated them would be encoded
        accessModes.forEach(mode -> add(tags, ACCESS, mode));
        add(tags, CONSISTENCY, consistency);
        return tags;
    }

    private static void add(List<String> tags, String name, String value) {
        if (!value.isEmpty()) {
            tags.add(name + PercentEncoding.encode(value));
        }
    }

    /** What tags say. */
    static BackedUpVolume of(List<String> tags) {
        return new BackedUpVolume(
                value(tags, VOLUME),
                ByteQuantity.read(value(tags, SIZE)).orElse(0),
                value(tags, CLASS),
                value(tags, FILE_SYSTEM),
                value(tags, ZONE),
                values(tags, ACCESS).toList(),
                value(tags, CONSISTENCY));
    }

    private static String value(List<String> tags, String name) {
        return values(tags, name).findFirst().orElse("");
    }

    private static Stream<String> values(List<String> tags, String name) {
        return tags.stream().filter(tag -> tag.startsWith(name)).map(tag -> decoded(tag.substring(name.length())));
    }

    /** What somebody has written by hand is taken as it is. */
    private static String decoded(String value) {
        try {
            return PercentEncoding.decode(value);
        } catch (IllegalArgumentException byHand) {
            return value;
        }
    }
}
