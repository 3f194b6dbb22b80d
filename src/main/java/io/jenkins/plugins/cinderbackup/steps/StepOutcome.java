package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.cinderbackup.engine.FollowUps;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a step has come to, by its one run or by several.
 *
 * @param result the worst of theirs
 * @param failure why it has failed, or null if it has not
 * @param unstableBecause why it is unstable, in one line; meaningless if it is not
 * @param values what the run has to say, of several the first
 * @param returned what the step returns of that, unless it has an answer of its own
 */
record StepOutcome(
        @NonNull RunResult result,
        @CheckForNull String failure,
        @NonNull String unstableBecause,
        @NonNull Map<String, Object> values,
        @NonNull Map<String, Object> returned) {
    /** Of one run. */
    static StepOutcome of(RunRecord record) {
        return new StepOutcome(
                record.getResult(), record.getFailure(), record.unstableBecause(), record.getValues(), record.toMap());
    }

    /** Of a run that has found what is to be done, and of those that have done it, in their order. */
    static StepOutcome of(RunRecord found, List<FollowUpEnd> ends) {
        RunResult result = Stream.concat(
                        Stream.of(found.getResult()), ends.stream().map(FollowUpEnd::result))
                .max(RunResult::compareTo)
                .orElseThrow();
        Map<String, Object> returned = new LinkedHashMap<>();
        returned.put("result", String.valueOf(result));
        returned.putAll(followUps(found)
                .values(
                        found.getValues(),
                        ends.stream().map(FollowUpEnd::returned).collect(Collectors.toCollection(ArrayList::new))));
        returned.put(
                "warnings",
                Stream.concat(found.getWarnings().stream(), ends.stream().flatMap(FollowUpEnd::warnings))
                        .collect(Collectors.toCollection(ArrayList::new)));
        return new StepOutcome(result, failure(ends), unstable(found, ends), found.getValues(), returned);
    }

    /** What the build knows of a step whose first run is this one, after a restart and where its journal is gone since all was over. */
    static Optional<StepOutcome> known(Run<?, ?> build, String run) {
        return record(build, run)
                .flatMap(first ->
                        first.getFollowUps().isEmpty() || !first.getResult().hasSucceeded()
                                ? Optional.of(of(first))
                                : known(build, first));
    }

    private static Optional<StepOutcome> known(Run<?, ?> build, RunRecord first) {
        List<FollowUpEnd> ends = first.getFollowUps().stream()
                .flatMap(other -> record(build, other).map(FollowUpEnd::over).stream())
                .toList();
        return ends.size() == first.getFollowUps().size() ? Optional.of(of(first, ends)) : Optional.empty();
    }

    private static Optional<RunRecord> record(Run<?, ?> build, String run) {
        return RunResultAction.of(build, run).map(RunResultAction::getRecord).filter(RunRecord::isOver);
    }

    private static FollowUps followUps(RunRecord found) {
        return Operations.ofKind(found.getOperation()).orElseThrow().followUps();
    }

    @CheckForNull
    private static String failure(List<FollowUpEnd> ends) {
        List<FollowUpEnd> failed = with(ends, RunResult.FAILURE);
        return failed.isEmpty()
                ? null
                : failed.size() + " of " + ends.size() + " failed:\n"
                        + failed.stream()
                                .map(end -> end.description() + ": " + end.why())
                                .collect(Collectors.joining("\n"));
    }

    private static String unstable(RunRecord found, List<FollowUpEnd> ends) {
        return Stream.concat(
                        Stream.of(found)
                                .filter(record -> record.getResult() == RunResult.UNSTABLE)
                                .map(RunRecord::unstableBecause),
                        with(ends, RunResult.UNSTABLE).stream().map(FollowUpEnd::why))
                .collect(Collectors.joining("; "));
    }

    private static List<FollowUpEnd> with(List<FollowUpEnd> ends, RunResult result) {
        return ends.stream().filter(end -> end.result() == result).toList();
    }
}
