package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a value of a setting must be, one check for each kind of value, so that a form can ask for one field what a run asks for all. Each
 * answers what is wrong, naming the field as a user writes it, or nothing. An absent value is fine unless it is {@link #required}.
 */
public final class PlanCheck {
    /** Labels and annotations that say whose an object is begin with it. */
    public static final String OUR_PREFIX = "cinder-snapshot-backup.jenkins.io/";

    private static final int SHOWN = 120;
    /** A hundred days in seconds: longer than any backup, and short enough for every sum of limits. */
    private static final long MAX_SECONDS = 8_640_000;

    private static final long MAX_COUNT = 100_000;
    /** Leaves room in Cinder's 255 characters for source and time. */
    private static final int MAX_PREFIX = 60;

    private static final Pattern LABEL_1123 = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN_1123 = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    /** Cinder's limit for a name, and for a value of metadata. */
    private static final int MAX_CINDER = 255;
    /** With this begin the keys of our own marks in Cinder. */
    private static final String OUR_METADATA = "cinder-snapshot-backup.";

    private static final Pattern CINDER_ID = Pattern.compile("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");
    private static final Pattern QUANTITY = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");
    private static final Pattern ZERO = Pattern.compile("0+(\\.0+)?\\D*");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,511}");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    /** No empty part, no '.' or '..' in it, and no colon, which Kubernetes refuses. */
    private static final Pattern FOLDER = Pattern.compile("(/(?!\\.{1,2}(/|$))[^/:\\p{Cntrl}]{1,255}){1,16}/?");
    /** What a container cannot do without. */
    private static final Pattern SYSTEM = Pattern.compile(
            "/(bin|boot|etc|lib|lib32|lib64|libx32|sbin|usr|usr/bin|usr/lib|usr/sbin)/?|/(dev|proc|sys)(/.*)?");

    private PlanCheck() {}

    /** It must be there. */
    @NonNull
    public static Optional<Finding> required(@NonNull String field, @CheckForNull String value, @NonNull String what) {
        return value == null || value.isBlank()
                ? Optional.of(Finding.of(field + " is missing: " + what))
                : Optional.empty();
    }

    /** Seconds of a time limit. */
    @NonNull
    public static Optional<Finding> seconds(@NonNull String field, long value) {
        return within(field, value, 1, MAX_SECONDS, "seconds");
    }

    /** How many, or 0 for none. */
    @NonNull
    public static Optional<Finding> count(@NonNull String field, long value) {
        return within(field, value, 0, MAX_COUNT, "a number");
    }

    /** How many at most. */
    @NonNull
    public static Optional<Finding> limit(@NonNull String field, long value) {
        return within(field, value, 1, MAX_COUNT, "a number");
    }

    /** A share in percent; none at all would mean that nothing may ever change. */
    @NonNull
    public static Optional<Finding> percent(@NonNull String field, long value) {
        return within(field, value, 1, 100, "a percentage");
    }

    /** A numeric user of a pod. */
    @NonNull
    public static Optional<Finding> user(@NonNull String field, long value) {
        return within(field, value, 0, Integer.MAX_VALUE, "the number of a user");
    }

    private static Optional<Finding> within(String field, long value, long min, long max, String what) {
        return value >= min && value <= max
                ? Optional.empty()
                : Optional.of(Finding.of(
                        field + " is " + value + ": it must be " + what + " from " + min + " to " + max + "."));
    }

    /** A name such as a namespace's: an RFC 1123 label. */
    @NonNull
    public static Optional<Finding> label1123(@NonNull String field, @CheckForNull String value) {
        return form(
                field,
                value,
                LABEL_1123,
                "up to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit (RFC 1123 label)");
    }

    /** A name such as a PVC's: an RFC 1123 subdomain. */
    @NonNull
    public static Optional<Finding> name1123(@NonNull String field, @CheckForNull String value) {
        return form(
                field,
                value,
                SUBDOMAIN_1123,
                "up to 253 lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit (RFC 1123 subdomain)");
    }

    /** The id of a Cinder volume. */
    @NonNull
    public static Optional<Finding> volumeId(@NonNull String field, @CheckForNull String value) {
        return form(field, value, CINDER_ID, "a volume's id as Cinder shows it, a UUID; a volume's name is not enough");
    }

    /** The id of a server. */
    @NonNull
    public static Optional<Finding> serverId(@NonNull String field, @CheckForNull String value) {
        return form(field, value, CINDER_ID, "a server's id as Nova shows it, a UUID; a server's name is not enough");
    }

    /** The id of a Cinder snapshot. */
    @NonNull
    public static Optional<Finding> snapshotId(@NonNull String field, @CheckForNull String value) {
        return form(field, value, CINDER_ID, "a snapshot's id as Cinder shows it, a UUID");
    }

    /** The name of something in Cinder. */
    @NonNull
    public static Optional<Finding> cinderName(@NonNull String field, @CheckForNull String value) {
        return value == null || Printable.text(value, MAX_CINDER).equals(value)
                ? Optional.empty()
                : Optional.of(wrong(field, value, "up to " + MAX_CINDER + " characters without control characters"));
    }

    /** The name of a volume to which Cinder restores: with such a beginning it would take another name for it. */
    @NonNull
    public static Optional<Finding> newVolumeName(@NonNull String field, @CheckForNull String value) {
        return value != null && value.startsWith("restore_backup_")
                ? Optional.of(wrong(
                        field, value, "one that does not begin with restore_backup_: Cinder replaces such a name"))
                : cinderName(field, value);
    }

    /** An entry of metadata in Cinder, of which the key has the form of a label's. */
    @NonNull
    public static Optional<Finding> metadata(@NonNull String field, @NonNull String key, @NonNull String value) {
        return key.startsWith(OUR_METADATA)
                ? Optional.of(Finding.of(field + " has '" + shown(key) + "': keys that begin with " + OUR_METADATA
                        + " are the plugin's own."))
                : cinderName(field, value);
    }

    /** A Kubernetes quantity above zero. */
    @NonNull
    public static Optional<Finding> quantity(@NonNull String field, @CheckForNull String value) {
        if (value != null && ZERO.matcher(value).matches()) {
            return Optional.of(wrong(field, value, "above 0"));
        }
        return form(field, value, QUANTITY, "a Kubernetes quantity such as 200m, 2, 256Mi or 2Gi");
    }

    /** A container image. */
    @NonNull
    public static Optional<Finding> image(@NonNull String field, @CheckForNull String value) {
        return form(
                field, value, IMAGE, "an image such as restic/restic:0.18.1 or registry.example.org/restic@sha256:…");
    }

    /** The name of a variable in a container's environment. */
    @NonNull
    public static Optional<Finding> variableName(@NonNull String field, @CheckForNull String value) {
        return form(
                field, value, VARIABLE, "the name of a variable: letters, digits and '_', not beginning with a digit");
    }

    /** Where a container is to see a volume. */
    @NonNull
    public static Optional<Finding> mountPath(@NonNull String field, @CheckForNull String value) {
        return value != null && SYSTEM.matcher(value).matches()
                ? Optional.of(wrong(field, value, "a folder that the container's own programs do not need"))
                : form(field, value, FOLDER, "an absolute path of a folder such as /data, without '.', '..' and ':'");
    }

    /** The beginning of a snapshot's name. */
    @NonNull
    public static Optional<Finding> namePrefix(@NonNull String field, @NonNull String value) {
        if (value.equals(KeepMark.BEFORE_RESTORE)) {
            return Optional.of(Finding.of(
                    field + " is '" + value
                            + "': snapshots that a restore in place takes before it writes have that prefix, and a retention must not count them.",
                    "choose another prefix"));
        }
        boolean plain = Printable.text(value, MAX_PREFIX).equals(value);
        return plain && !value.isBlank() && value.length() <= MAX_PREFIX
                ? Optional.empty()
                : Optional.of(wrong(field, value, "1 to " + MAX_PREFIX + " characters without control characters"));
    }

    /** One of some words. */
    @NonNull
    public static Optional<Finding> oneOf(
            @NonNull String field, @CheckForNull String value, @NonNull List<String> words) {
        return value == null || words.contains(value)
                ? Optional.empty()
                : Optional.of(wrong(field, value, "one of " + String.join(", ", words)));
    }

    /** The key of a label, an annotation or a taint, which must not be ours. */
    @NonNull
    public static Optional<Finding> key(@NonNull String field, @CheckForNull String key) {
        String text = key == null ? "" : key;
        int slash = text.lastIndexOf('/');
        String prefix = slash < 0 ? null : text.substring(0, slash);
        if (text.startsWith(OUR_PREFIX)) {
            return Optional.of(Finding.of(
                    field + " has '" + shown(text) + "': keys below " + OUR_PREFIX + " are the plugin's own."));
        }
        boolean right = LABEL_NAME.matcher(text.substring(slash + 1)).matches()
                && (prefix == null || SUBDOMAIN_1123.matcher(prefix).matches());
        return right ? Optional.empty() : Optional.of(wrong(field, text, "a key such as team or example.org/team"));
    }

    /** The value of a label. */
    @NonNull
    public static Optional<Finding> labelValue(@NonNull String field, @CheckForNull String value) {
        return value == null || value.isEmpty()
                ? Optional.empty()
                : form(
                        field,
                        value,
                        LABEL_NAME,
                        "up to 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit");
    }

    /** The labels that say whose an object is. */
    @NonNull
    public static Optional<Finding> notManagedBy(@NonNull String field, @NonNull Map<String, String> labels) {
        return labels.containsKey("app.kubernetes.io/managed-by")
                ? Optional.of(Finding.of(field + " has 'app.kubernetes.io/managed-by', which is the plugin's own."))
                : Optional.empty();
    }

    private static Optional<Finding> form(String field, @CheckForNull String value, Pattern pattern, String wanted) {
        return value == null || pattern.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(wrong(field, value, wanted));
    }

    private static Finding wrong(String field, String value, String wanted) {
        return Finding.of(field + " is '" + shown(value) + "': it must be " + wanted + ".");
    }

    private static String shown(String value) {
        return Printable.text(value, SHOWN);
    }
}
