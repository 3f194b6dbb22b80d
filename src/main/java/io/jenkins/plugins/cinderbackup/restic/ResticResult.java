package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How one invocation of restic ended, and what it said. Exit codes: restic's documentation, "Exit codes".
 *
 * @param verdict  what it comes to
 * @param exitCode of the process
 * @param keyLine  the one line of output that tells best why it failed, printable; empty after a success, or if restic said nothing
 * @param output   all that is known of its output
 */
public record ResticResult(
        @NonNull ResticVerdict verdict,
        int exitCode,
        @NonNull String keyLine,
        @NonNull ResticOutput output) {

    /** After this restic itself calls a lock stale: a living holder refreshes it every 5 minutes. */
    public static final Duration LOCK_IS_STALE_AFTER = Duration.ofMinutes(30);

    private static final int FAILED = 1;
    /** No repository, a lock, a wrong password. */
    private static final Set<Integer> NOT_OPENED = Set.of(10, 11, 12);

    private static final Pattern UNKNOWN_OPTION = Pattern.compile("unknown flag: (?<option>--[a-z-]+)");
    private static final Pattern TOLD_TO_END = Pattern.compile("signal [a-z]+ received, cleaning up");
    private static final Pattern LOCK_REFUSED = Pattern.compile("unable to create lock in backend|Save\\(<lock/");

    // What restic was retrying when it was ended is more telling than that it was ended
    private static final Set<ResticVerdict> ENDED_FROM_OUTSIDE =
            EnumSet.of(ResticVerdict.INTERRUPTED, ResticVerdict.KILLED);

    /** Classifies an invocation that ended. */
    @NonNull
    public static ResticResult of(int exitCode, @NonNull ResticOutput output) {
        ResticVerdict verdict = verdict(exitCode, output);
        return new ResticResult(
                verdict, exitCode, verdict == ResticVerdict.SUCCESS ? "" : keyLine(verdict, output), output);
    }

    /** Classifies, as if it had ended by it, an invocation that goes on trying in vain. */
    @NonNull
    public static ResticResult of(@NonNull ResticOutput.Trouble trouble, @NonNull ResticOutput output) {
        return new ResticResult(trouble.verdict(), FAILED, trouble.line(), output);
    }

    /** The option that this restic does not know, if it ended by that. */
    @NonNull
    public Optional<String> unknownOption() {
        Matcher matcher = UNKNOWN_OPTION.matcher(keyLine);
        return verdict == ResticVerdict.UNKNOWN_OPTION && matcher.find()
                ? Optional.of(matcher.group("option"))
                : Optional.empty();
    }

    /** Whether the storage did not let restic write its lock, so that it has not even begun. */
    public boolean isLockRefused() {
        return verdict != ResticVerdict.SUCCESS
                && verdict != ResticVerdict.LOCKED
                && LOCK_REFUSED.matcher(keyLine).find();
    }

    /** Whether restic has certainly done nothing of what it was asked: it does not know an option, or has not come to open the repository. */
    public boolean hasNotBegun() {
        return verdict == ResticVerdict.UNKNOWN_OPTION || NOT_OPENED.contains(exitCode);
    }

    /** Whether restic has failed since something of the repository is missing, or is not what was written. */
    public boolean tellsOfDamage() {
        return verdict != ResticVerdict.SUCCESS
                && Stream.of(
                                output.unreadable().stream().map(ResticMessage.Unreadable::reason),
                                output.exitError().map(ResticMessage.ExitError::message).stream(),
                                output.lastLines().stream())
                        .flatMap(lines -> lines)
                        .anyMatch(DamageText::isIn);
    }

    private static ResticVerdict verdict(int exitCode, ResticOutput output) {
        return switch (exitCode) {
            // Only from 0.19 on is a path that does not exist an exit code of its own; a snapshot that is passed over
            // is none
            case 0 ->
                output.missingPaths().isEmpty() && output.passedOver().isEmpty()
                        ? ResticVerdict.SUCCESS
                        : ResticVerdict.INCOMPLETE;
            case 3 -> ResticVerdict.INCOMPLETE;
            case 10 -> ResticVerdict.NO_REPOSITORY;
            case 11 -> ResticVerdict.LOCKED;
            case 12 -> ResticVerdict.WRONG_PASSWORD;
            case 130, 143 -> ResticVerdict.INTERRUPTED;
            case 137 -> ResticVerdict.KILLED;
            default -> output.cause().map(ResticOutput.Cause::verdict).orElseGet(() -> unexplained(output));
        };
    }

    /** What restic was doing when it was told to end may fail first, with 1: "unable to save snapshot: context canceled". */
    private static ResticVerdict unexplained(ResticOutput output) {
        return output.lastLines().stream()
                        .anyMatch(line -> TOLD_TO_END.matcher(line).find())
                ? ResticVerdict.INTERRUPTED
                : ResticVerdict.FAILURE;
    }

    private static String keyLine(ResticVerdict verdict, ResticOutput output) {
        return output.cause()
                .filter(cause -> cause.verdict() == verdict || ENDED_FROM_OUTSIDE.contains(verdict))
                .map(ResticOutput.Cause::line)
                .or(() -> output.trouble()
                        .filter(trouble -> ENDED_FROM_OUTSIDE.contains(verdict))
                        .map(ResticOutput.Trouble::line))
                .or(() -> output.exitError().map(ResticMessage.ExitError::message))
                .or(() -> output.passedOver().filter(line -> verdict == ResticVerdict.INCOMPLETE))
                .orElseGet(() -> Sentence.ofLog(output.lastLines()));
    }

    /** Whether the lock in the way is one that {@code unlock} would remove; false also if its age is not known. */
    public boolean lockIsStale() {
        return output.lockAge()
                .filter(age -> age.compareTo(LOCK_IS_STALE_AFTER) > 0)
                .isPresent();
    }
}
