package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How our objects are told from others: two labels, since those are short and ASCII, and annotations for all else.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set">Labels</a>
 */
public final class OwnershipLabels {
    static final String PREFIX = "cinder-snapshot-backup.jenkins.io/";
    /** The label that says which tool has made an object. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** Its value on ours. */
    public static final String MANAGER = "cinder-snapshot-backup";

    static final String RUN = PREFIX + "run";

    private static final String SOURCE_VOLUME = PREFIX + "source-volume";

    /** On what outlives its run. */
    public static final String KEEP = PREFIX + "keep";

    /** Set by the Job controller on its pods; the older of two names, which every version sets. */
    public static final String JOB_NAME = "job-name";

    private OwnershipLabels() {}

    static Map<String, String> labels(RunId run) {
        return Map.of(MANAGED_BY, MANAGER, RUN, run.value());
    }

    static Map<String, String> annotations(Ownership tags) {
        Map<String, String> annotations = new HashMap<>(Map.of(
                PREFIX + "jenkins", tags.origin().jenkins(),
                PREFIX + "job", tags.origin().job(),
                PREFIX + "build", tags.origin().build(),
                PREFIX + "created-at", tags.createdAt().toString(),
                PREFIX + "may-live-until", tags.mayLiveUntil().toString()));
        if (tags.sourceVolume() != null) {
            annotations.put(SOURCE_VOLUME, tags.sourceVolume());
        }
        return annotations;
    }

    /** The tags, or null where one is missing or is not as we write it. Whoever may write to a namespace may have written them. */
    @CheckForNull
    public static Ownership tags(Map<String, String> labels, Map<String, String> annotations) {
        try {
            return new Ownership(
                    new Origin(take(annotations, "jenkins"), take(annotations, "job"), take(annotations, "build")),
                    new RunId(labels.getOrDefault(RUN, "")),
                    annotations.get(SOURCE_VOLUME),
                    Instant.parse(take(annotations, "created-at")),
                    Instant.parse(take(annotations, "may-live-until")));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            return null;
        }
    }

    private static String take(Map<String, String> annotations, String key) {
        String value = annotations.get(PREFIX + key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    static ObjectMeta metadata(@CheckForNull String namespace, String name, Ownership tags) {
        return metadata(namespace, name, Map.of(), Map.of(), tags);
    }

    /** With the user's labels and annotations too, except where they would pass for ours. */
    static ObjectMeta metadata(
            @CheckForNull String namespace,
            @CheckForNull String name,
            Map<String, String> usersLabels,
            Map<String, String> usersAnnotations,
            Ownership tags) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(merged(usersLabels, labels(tags.run())))
                .withAnnotations(merged(usersAnnotations, annotations(tags)))
                .build();
    }

    private static Map<String, String> merged(Map<String, String> users, Map<String, String> ours) {
        Map<String, String> all = new TreeMap<>(users);
        all.keySet().removeIf(key -> key.startsWith(PREFIX));
        all.putAll(ours);
        return all;
    }

    /** The run whose the object is, or null if it has no such label. */
    @CheckForNull
    public static String runOf(HasMetadata object) {
        return label(object, RUN);
    }

    /** The name of the Job whose the pod is, or null if it is none's. */
    @CheckForNull
    public static String jobOf(HasMetadata pod) {
        return label(pod, JOB_NAME);
    }

    /** Whether the run has made it. */
    public static boolean isOf(HasMetadata object, RunId run) {
        return MANAGER.equals(label(object, MANAGED_BY)) && run.value().equals(runOf(object));
    }

    /** Whether it outlives its run. */
    public static boolean isKept(Map<String, String> labels) {
        return "true".equals(labels.get(KEEP));
    }

    /** Whether it outlives its run. */
    public static boolean isKept(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && isKept(labels);
    }

    @CheckForNull
    private static String label(HasMetadata object, String name) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? null : labels.get(name);
    }
}
