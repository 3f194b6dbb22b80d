package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which of one source's snapshots {@code restic forget} leaves. A snapshot stays if any rule wants it.
 *
 * @param keepLast   how many of the newest; 0: no such rule, as for the four below
 * @param keepHourly how many hours that have a snapshot, one each
 * @param keepDaily  how many days, one each
 * @param keepWeekly how many weeks, one each
 * @param keepMonthly how many months, one each
 * @param keepYearly how many years, one each
 * @param keepWithin all that are younger than this before the newest, such as {@code 1y5m7d2h}; empty: no such rule
 * @param keepTags   all that have one of these tags
 * @param prune      whether the data that nothing refers to any more is removed too
 */
public record RetentionPolicy(
        int keepLast,
        int keepHourly,
        int keepDaily,
        int keepWeekly,
        int keepMonthly,
        int keepYearly,
        @NonNull String keepWithin,
        @NonNull List<String> keepTags,
        boolean prune) {

    /** Keeps everything: no forget is run. */
    public static final RetentionPolicy NONE = new RetentionPolicy(0, 0, 0, 0, 0, 0, "", List.of(), true);

    // Four digits keep restic's date arithmetic in range. An "m" is a month, there are no minutes.
    private static final Pattern DURATION = Pattern.compile("(\\d{1,4}[ymdh])+");
    private static final Pattern ZERO_DURATION = Pattern.compile("(0+[ymdh])+");

    /** Trims the duration and copies the list. */
    public RetentionPolicy {
        keepWithin = keepWithin.strip();
        keepTags = List.copyOf(keepTags);
    }

    /** Whether there is no rule at all, so that nothing may be forgotten. */
    public boolean isEmpty() {
        return counts().values().stream().allMatch(n -> n == 0) && keepWithin.isEmpty() && keepTags.isEmpty();
    }

    /** All that is wrong with the values, as sentences that name the field; empty if nothing is. */
    @NonNull
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        counts().forEach((name, n) -> count(name, n).ifPresent(problems::add));
        if (!keepWithin.isEmpty() && !DURATION.matcher(keepWithin).matches()) {
            problems.add(
                    "retention.keepWithin is '" + Printable.text(keepWithin, 60)
                            + "': it must be made of numbers up to 9999 with the units y, m (months), d and h, such as 1y5m7d2h.");
        } else if (ZERO_DURATION.matcher(keepWithin).matches()) {
            problems.add("retention.keepWithin is '" + Printable.text(keepWithin, 60)
                    + "', which keeps nothing: leave it empty or raise it.");
        }
        problems.addAll(TagSyntax.problems("retention.keepTags", keepTags));
        return problems;
    }

    /** What is wrong with the number of a rule such as {@code keepLast}, as a sentence that names the field, or nothing. */
    @NonNull
    public static Optional<String> count(@NonNull String name, long n) {
        return n < 0
                ? Optional.of("retention." + name + " is " + n + ": it must be 0 (no such rule) or more.")
                : Optional.empty();
    }

    /** What does nothing as it is written, and why. */
    @NonNull
    public List<String> remarks() {
        return isEmpty() && !prune
                ? List.of(
                        "retention.prune does nothing: no rule says what to keep, so nothing is forgotten. Set one of the `retention.keep…` fields.")
                : List.of();
    }

    /**
     * What is wrong with the policy for a backup with these tags, as a sentence, or nothing. Every number and every duration keeps the newest; tags alone
     * keep it only if it has one of them, and a typo would remove all that there is. Of a policy that has {@link #problems} nothing more is said.
     *
     * @param tags the user's
     */
    @NonNull
    public Optional<String> keepsNothingOf(@NonNull List<String> tags) {
        boolean keepsTheNewest = counts().values().stream().anyMatch(n -> n > 0) || !keepWithin.isEmpty();
        return isEmpty()
                        || keepsTheNewest
                        || !problems().isEmpty()
                        || keepTags.stream().anyMatch(tags::contains)
                ? Optional.empty()
                : Optional.of("retention.keepTags " + Printable.text(keepTags.toString(), 60)
                        + " would not keep the backup that is made: its tags are " + Printable.text(tags.toString(), 60)
                        + ". Add a rule such as keepLast, or give the backup one of these tags.");
    }

    /** The options of {@code restic forget}; rules of 0 are left out, since versions differ in what they make of a 0. */
    List<String> args() {
        List<String> args = new ArrayList<>();
        counts().forEach((name, n) -> {
            if (n > 0) {
                args.add("--keep-" + name.substring("keep".length()).toLowerCase(Locale.ROOT) + "=" + n);
            }
        });
        if (!keepWithin.isEmpty()) {
            args.add("--keep-within=" + keepWithin);
        }
        keepTags.forEach(tag -> args.add("--keep-tag=" + tag));
        if (prune) {
            args.add("--prune");
        }
        return args;
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("keepLast", keepLast);
        counts.put("keepHourly", keepHourly);
        counts.put("keepDaily", keepDaily);
        counts.put("keepWeekly", keepWeekly);
        counts.put("keepMonthly", keepMonthly);
        counts.put("keepYearly", keepYearly);
        return counts;
    }
}
