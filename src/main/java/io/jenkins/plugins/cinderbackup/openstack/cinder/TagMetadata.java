package io.jenkins.plugins.cinderbackup.openstack.cinder;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.text.PercentEncoding;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Our tags as Cinder metadata. Keys match Cinder's own pattern (letters, digits, {@code - _ : .} and space, at most 255); values are percent-encoded
 * to ASCII, because not every Cinder database keeps all of Unicode, and go on in further keys where they are longer than Cinder's 255
 * characters.
 */
final class TagMetadata {
    private static final String PREFIX = "cinder-snapshot-backup.";
    /** Cinder's limit for a value. */
    private static final int MAX = 255;

    /** On everything of ours, with the same value: what a listing filters by. */
    static final String MANAGED_BY = PREFIX + "managed-by";

    static final String MANAGED_BY_VALUE = "cinder-snapshot-backup";
    /** The run's id. */
    static final String RUN = PREFIX + "run";
    /** On what outlives its run. */
    static final String KEEP = PREFIX + "keep";

    private static final String KEEP_VALUE = "true";
    /** What makes an object outlive its run, beside its tags. */
    static final Map<String, String> KEPT = Map.of(KEEP, KEEP_VALUE);
    /** On everything from its beginning, so that a listing can leave out what only lies there: a site keeps thousands of snapshots. */
    static final String NOT_KEPT_VALUE = "false";

    private static final String NAME_PREFIX = PREFIX + "name-prefix";
    private static final String SOUND = PREFIX + "sound";
    private static final String JENKINS = PREFIX + "jenkins";
    private static final String JOB = PREFIX + "job";
    private static final String BUILD = PREFIX + "build";
    private static final String SOURCE_VOLUME = PREFIX + "source-volume";
    private static final String CREATED_AT = PREFIX + "created-at";
    private static final String MAY_LIVE_UNTIL = PREFIX + "may-live-until";

    private TagMetadata() {}

    /** Whether what has this name and metadata carries our mark, and in its own right. */
    static boolean isMarked(String name, Map<String, String> metadata) {
        return MANAGED_BY_VALUE.equals(metadata.get(MANAGED_BY)) && !areAnothers(name, metadata);
    }

    /**
     * On a volume that Cinder has restored from a backup is all the metadata of the volume that was backed up: tags of ours among it are that one's, unless the
     * {@link RestoreMark} is about this one.
     */
    private static boolean areAnothers(String name, Map<String, String> metadata) {
        return metadata.containsKey(Volume.RESTORED_FROM) && !RestoreMark.isAbout(name, metadata);
    }

    static Map<String, String> encode(Ownership tags) {
        Map<String, String> metadata = new LinkedHashMap<>();
        put(metadata, MANAGED_BY, MANAGED_BY_VALUE);
        put(metadata, JENKINS, tags.origin().jenkins());
        put(metadata, JOB, tags.origin().job());
        put(metadata, BUILD, tags.origin().build());
        put(metadata, RUN, tags.run().value());
        if (tags.sourceVolume() != null) {
            put(metadata, SOURCE_VOLUME, tags.sourceVolume());
        }
        put(metadata, CREATED_AT, tags.createdAt().toString());
        put(metadata, MAY_LIVE_UNTIL, tags.mayLiveUntil().toString());
        put(metadata, KEEP, NOT_KEPT_VALUE);
        return metadata;
    }

    /** The tags, or null where one is missing or is not as we write it: what is not certainly ours is not ours. */
    @CheckForNull
    static Ownership decode(String name, Map<String, String> metadata) {
        try {
            if (!isMarked(name, metadata)) {
                return null;
            }
            Origin origin = new Origin(take(metadata, JENKINS), take(metadata, JOB), take(metadata, BUILD));
            return new Ownership(
                    origin,
                    new RunId(take(metadata, RUN)),
                    metadata.containsKey(SOURCE_VOLUME) ? take(metadata, SOURCE_VOLUME) : null,
                    Instant.parse(take(metadata, CREATED_AT)),
                    Instant.parse(take(metadata, MAY_LIVE_UNTIL)));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            return null;
        }
    }

    /** What makes a snapshot outlive its run, beside its tags. */
    static Map<String, String> encode(KeepMark mark) {
        Map<String, String> metadata = new LinkedHashMap<>();
        put(metadata, NAME_PREFIX, mark.namePrefix());
        put(metadata, SOUND, String.valueOf(mark.sound()));
        metadata.putAll(KEPT);
        return metadata;
    }

    /** The mark, or null if it has none. One that is not whole is a mark all the same, of a prefix that no run has. */
    @CheckForNull
    static KeepMark keepMark(String name, Map<String, String> metadata) {
        if (!isKept(name, metadata)) {
            return null;
        }
        boolean sound = !"false".equals(metadata.get(SOUND));
        try {
            return new KeepMark(take(metadata, NAME_PREFIX), sound);
        } catch (IllegalArgumentException notWhole) {
            return new KeepMark("", sound);
        }
    }

    /** Whether it is marked to outlive its run. */
    static boolean isKept(String name, Map<String, String> metadata) {
        return KEEP_VALUE.equals(metadata.get(KEEP)) && !areAnothers(name, metadata);
    }

    private static void put(Map<String, String> metadata, String key, String value) {
        String encoded = PercentEncoding.encode(value);
        metadata.put(key, encoded.substring(0, Math.min(MAX, encoded.length())));
        for (int part = 1; part * MAX < encoded.length(); part++) {
            metadata.put(key + "." + part, encoded.substring(part * MAX, Math.min((part + 1) * MAX, encoded.length())));
        }
    }

    private static String take(Map<String, String> metadata, String key) {
        String first = metadata.get(key);
        if (first == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        StringBuilder encoded = new StringBuilder(first);
        for (int part = 1; metadata.containsKey(key + "." + part); part++) {
            encoded.append(metadata.get(key + "." + part));
        }
        return PercentEncoding.decode(encoded.toString());
    }
}
