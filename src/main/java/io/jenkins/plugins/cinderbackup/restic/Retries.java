package io.jenkins.plugins.cinderbackup.restic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows the calls to the storage that restic makes again. From 0.17 on it does so for a quarter of an hour each, without a progress line or an
 * exit code, and plain text also with {@code --json}: {@code internal/backend/retry} in its source.
 */
final class Retries {
    private static final String AGAIN = ") returned error, retrying after ";
    private static final List<String> OVER = List.of(") operation successful after ", ") failed: ");
    /** More than restic makes at once. */
    private static final int MAX_CALLS = 100;
    /** A refusal that is said so often in a row is no passing one: a key that was made just now, or a server that starts. */
    private static final int FIRM_AFTER = 3;

    private static final int MAX_LINE = 1000;

    /** By what is called; what was told of last comes last. */
    private final Map<String, Attempts> open = new LinkedHashMap<>(16, 0.75f, true);

    private String last = "";

    private record Attempts(String line, ResticVerdict verdict, Duration patience, int times, Duration waited) {
        Attempts and(Attempts more) {
            return isOfAKindWith(more)
                    ? new Attempts(more.line, more.verdict, more.patience, times + more.times, waited.plus(more.waited))
                    : more;
        }

        private boolean isOfAKindWith(Attempts more) {
            boolean unknown = verdict == ResticVerdict.FAILURE || more.verdict == ResticVerdict.FAILURE;
            return unknown || verdict == more.verdict && Objects.equals(patience, more.patience);
        }

        boolean isVain() {
            return times >= FIRM_AFTER && patience != null && waited.compareTo(patience) >= 0;
        }
    }

    /** Takes a line that is no JSON; answers whether it tells of a call that is made again. */
    boolean accept(String line) {
        int again = line.indexOf(AGAIN);
        if (again > 0) {
            last = line.substring(0, again);
            String pause = line.substring(again + AGAIN.length()).split(":", 2)[0];
            open.merge(last, attempts(line, 1, GoDuration.parse(pause).orElse(Duration.ZERO)), Attempts::and);
            if (open.size() > MAX_CALLS) {
                open.remove(open.keySet().iterator().next());
            }
            return true;
        }
        if (OVER.stream().anyMatch(line::contains)) {
            OVER.stream().map(line::indexOf).filter(at -> at > 0).forEach(at -> open.remove(line.substring(0, at)));
            last = "";
            return false;
        }
        return isContinuation(line);
    }

    /** Azure's and Google's errors have several lines, of which a later one says why. */
    private boolean isContinuation(String line) {
        Attempts known = open.get(last);
        if (known == null
                || known.verdict() != ResticVerdict.FAILURE
                || FailureText.verdictOf(line).isEmpty()) {
            return false;
        }
        open.put(last, attempts(known.line() + " " + line.strip(), known.times(), known.waited()));
        return true;
    }

    private static Attempts attempts(String line, int times, Duration waited) {
        return new Attempts(
                line,
                FailureText.verdictOf(line).orElse(ResticVerdict.FAILURE),
                FailureText.patience(line).orElse(null),
                times,
                waited);
    }

    /** What is still tried: the call of which it is certain that it is in vain, else the one that was told of last. */
    Optional<ResticOutput.Trouble> trouble() {
        Optional<Attempts> vain =
                open.values().stream().filter(Attempts::isVain).findFirst();
        return vain.or(() -> open.values().stream().reduce((earlier, later) -> later))
                .map(one ->
                        new ResticOutput.Trouble(one.verdict(), Printable.text(one.line(), MAX_LINE), one.isVain()));
    }
}
