package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which backup of a source is wanted. It is one of those that are there, or none: never another one in its place.
 *
 * @param wanted {@code latest}, the newest sound one; {@code latest~2}, two before that; or the first digits of a restic id, at least
 *     {@value #DIGITS}, also of the id that it had before it was copied or its tags were changed
 * @param before the newest sound one not after this instant is the latest, or null for the newest of all
 * @param tags   only backups that have all of these
 */
public record SnapshotChoice(
        @NonNull String wanted,
        @CheckForNull Instant before,
        @NonNull List<String> tags) {
    /** The newest sound one. */
    public static final String LATEST = "latest";

    private static final int DIGITS = 8;
    private static final int SHOWN = 80;
    private static final int NEAREST = 5;
    private static final Pattern BY_AGE = Pattern.compile(LATEST + "(~(?<earlier>\\d{1,6}))?");
    private static final Pattern BY_ID = Pattern.compile("[0-9a-f]{" + DIGITS + ",64}");

    /** Copies the list. */
    public SnapshotChoice {
        tags = List.copyOf(tags);
    }

    /** All that is wrong with the values, as sentences that name the field; empty if nothing is. */
    @NonNull
    public List<String> problems() {
        if (BY_ID.matcher(wanted).matches()) {
            return before == null
                    ? List.of()
                    : List.of("before: backup already names one by its id. Leave one of the two out.");
        }
        return BY_AGE.matcher(wanted).matches()
                ? List.of()
                : List.of("backup is '" + Printable.text(wanted, SHOWN)
                        + "': it must be latest, latest~1 (the one before), or at least " + DIGITS
                        + " digits of a restic snapshot's id.");
    }

    /**
     * The one that is wanted.
     *
     * @param source    see {@link SnapshotGroup}
     * @param snapshots of the source, sound or not, in any order
     * @return empty if there is none, or several whose ids begin so; {@link #missing} says which
     */
    @NonNull
    public Optional<ListedSnapshot> choose(@NonNull String source, @NonNull List<ListedSnapshot> snapshots) {
        Matcher byAge = BY_AGE.matcher(wanted);
        if (byAge.matches()) {
            return sound(source, snapshots).stream()
                    .filter(snapshot -> before == null || !snapshot.time().isAfter(before))
                    .skip(byAge.group("earlier") == null ? 0 : Integer.parseInt(byAge.group("earlier")))
                    .findFirst();
        }
        List<ListedSnapshot> called = called(snapshots);
        return called.size() == 1 ? Optional.of(called.get(0)) : Optional.empty();
    }

    /** Whether the one that is wanted is named by its id, and is among these: then it is the one, whatever others there are. */
    public boolean isNamedIn(@NonNull List<ListedSnapshot> snapshots) {
        return BY_ID.matcher(wanted).matches() && called(snapshots).size() == 1;
    }

    private List<ListedSnapshot> called(List<ListedSnapshot> snapshots) {
        return tagged(snapshots)
                .filter(snapshot ->
                        snapshot.id().startsWith(wanted) || snapshot.original().startsWith(wanted))
                .toList();
    }

    private List<ListedSnapshot> sound(String source, List<ListedSnapshot> snapshots) {
        String tag = SnapshotTags.SOURCE + source;
        return tagged(snapshots)
                .filter(snapshot -> snapshot.tags().contains(tag))
                .toList();
    }

    /** Newest first. */
    private Stream<ListedSnapshot> tagged(List<ListedSnapshot> snapshots) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.tags().containsAll(tags))
                .sorted(Comparator.comparing(ListedSnapshot::time)
                        .thenComparing(ListedSnapshot::id)
                        .reversed());
    }

    /** Why there is none, with those that come nearest, as a sentence. */
    @NonNull
    public String missing(@NonNull String source, @NonNull List<ListedSnapshot> snapshots) {
        List<ListedSnapshot> sound = sound(source, snapshots);
        String with = tags.isEmpty() ? "" : " with the tags " + tags;
        if (BY_ID.matcher(wanted).matches()) {
            List<ListedSnapshot> called = called(snapshots);
            return called.isEmpty()
                    ? "No backup of the source" + with + " has an id that begins with " + wanted + "." + newest(sound)
                    : called.size() + " backups have an id that begins with " + wanted + ": " + shown(called) + ".";
        }
        if (sound.isEmpty()) {
            return "There is no sound backup of the source" + with + "."
                    + (snapshots.isEmpty() ? "" : " There are others: " + shown(snapshots) + ".");
        }
        if (before != null
                && sound.stream().allMatch(snapshot -> snapshot.time().isAfter(before))) {
            return "No sound backup" + with + " is from " + before + " or before; the earliest is "
                    + sound.get(sound.size() - 1).describe() + ".";
        }
        String only = sound.size() == 1
                ? "There is only 1 sound backup"
                : "There are only " + sound.size() + " sound backups";
        return only + with + ", too few for " + wanted + "." + newest(sound);
    }

    private static String newest(List<ListedSnapshot> sound) {
        return sound.isEmpty() ? "" : " The newest " + (sound.size() == 1 ? "is " : "are ") + shown(sound) + ".";
    }

    private static String shown(List<ListedSnapshot> snapshots) {
        return snapshots.stream().limit(NEAREST).map(ListedSnapshot::describe).collect(Collectors.joining(", "))
                + (snapshots.size() > NEAREST ? ", …" : "");
    }
}
