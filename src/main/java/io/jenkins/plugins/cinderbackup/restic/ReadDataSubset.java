package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a repository's data a check reads, as restic's option of that name has it: one part of some ({@code 3/10}), a percentage that is chosen anew
 * each time ({@code 5%}), or so many bytes ({@code 2G}). Beside that {@code auto/10}: another tenth each time.
 */
public final class ReadDataSubset {
    /** restic's own limit. */
    private static final int MAX_PARTS = 256;

    private static final Pattern PART = Pattern.compile("(?<part>auto|\\d{1,9})/(?<of>\\d{1,9})");
    private static final Pattern PERCENT = Pattern.compile("(?<percent>\\d{1,3}(\\.\\d{1,6})?)%");
    private static final Pattern SIZE = Pattern.compile("0*[1-9]\\d{0,14}[KMGT]?");
    private static final String AUTO = "auto";

    private ReadDataSubset() {}

    /** What is wrong with it, in sentences; nothing is right too, and reads nothing. */
    @NonNull
    public static List<String> problems(@CheckForNull String subset) {
        return subset == null
                        || isPart(subset)
                        || isPercentage(subset)
                        || SIZE.matcher(subset).matches()
                ? List.of()
                : List.of("readDataSubset is '" + Printable.text(subset, 100)
                        + "', and is none of: `5%`, `2G`, `1/10` (the first of ten parts), `auto/10` (another of them each time, all in ten runs); at most "
                        + MAX_PARTS + " parts.");
    }

    private static boolean isPart(String subset) {
        Matcher part = PART.matcher(subset);
        return part.matches() && isPart(part.group("part"), Integer.parseInt(part.group("of")));
    }

    private static boolean isPart(String part, int of) {
        boolean known = part.equals(AUTO) || Integer.parseInt(part) >= 1 && Integer.parseInt(part) <= of;
        return known && of >= 1 && of <= MAX_PARTS;
    }

    private static boolean isPercentage(String subset) {
        Matcher percentage = PERCENT.matcher(subset);
        if (!percentage.matches()) {
            return false;
        }
        BigDecimal percent = new BigDecimal(percentage.group("percent"));
        return percent.signum() > 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0;
    }

    /**
     * What restic is told.
     *
     * @param subset one that has no {@linkplain #problems problems}
     * @param before the part that was read last, if one was
     */
    @NonNull
    public static String resolved(@NonNull String subset, @NonNull Optional<String> before) {
        Matcher part = PART.matcher(subset);
        if (!part.matches() || !part.group("part").equals(AUTO)) {
            return subset;
        }
        int of = Integer.parseInt(part.group("of"));
        int last = before.map(PART::matcher)
                .filter(Matcher::matches)
                .filter(known -> Integer.parseInt(known.group("of")) == of)
                .map(known -> Integer.parseInt(known.group("part")))
                .orElse(0);
        return last % of + 1 + "/" + of;
    }

    /** Whether that is one of some parts, after which the next one has its turn. */
    public static boolean isOneOfSome(@CheckForNull String resolved) {
        return resolved != null && isPart(resolved);
    }
}
