package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The restic invocations of a run in the order in which they were begun. */
public record Invocations(List<Invocation> all) {
    /** Known once restic was started. */
    public static final Fact<Invocations> FACT = new Fact<>("invocations", Invocations.class);

    private static final Invocations NONE = new Invocations(List.of());

    public Invocations {
        all = List.copyOf(all);
    }

    /** Those of a run. */
    public static Invocations of(RunJournal journal) {
        return journal.facts().get(FACT).orElse(NONE);
    }

    /** Whether restic was ever asked for that. */
    public boolean hasBegun(Kind kind) {
        return all.stream().anyMatch(invocation -> invocation.kind() == kind);
    }

    /** When restic was asked for that last. */
    public Instant lastBegun(Kind kind) {
        return all.stream()
                .filter(invocation -> invocation.kind() == kind)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .begunAt();
    }

    /** Whether restic has done that: it ended with 0 or 3. */
    public boolean hasDone(Kind kind) {
        return all.stream().anyMatch(invocation -> invocation.kind() == kind && invocation.isDone());
    }

    /** Whether restic has done that and says that something is missing. */
    public boolean isIncomplete(Kind kind) {
        return all.stream()
                .anyMatch(invocation -> invocation.kind() == kind && invocation.verdict() == ResticVerdict.INCOMPLETE);
    }

    /** Whether restic was too old for that. */
    public boolean wasTooOld(Kind kind) {
        return all.stream()
                .anyMatch(invocation ->
                        invocation.kind() == kind && invocation.verdict() == ResticVerdict.UNKNOWN_OPTION);
    }

    /** Those of a goal, what prepares it included. */
    List<Invocation> of(Kind goal) {
        return all.stream().filter(invocation -> invocation.goal() == goal).toList();
    }

    /** Writes down an invocation that is about to be started. */
    static void begin(RunContext run, Invocation invocation) {
        List<Invocation> all = new ArrayList<>(of(run.journal()).all);
        all.add(invocation);
        run.found(FACT, new Invocations(all));
    }

    /** Writes down that restic is at work. */
    static void running(RunContext run, Invocation invocation) {
        change(run, invocation, known -> known.running(run.now()));
    }

    /** Writes down, once, which paths restic does not find. */
    static void missing(RunContext run, Invocation invocation, List<String> paths) {
        if (invocation.missingPaths() == null && !paths.isEmpty()) {
            change(run, invocation, known -> known.missing(paths));
        }
    }

    /** Writes down how restic ended. */
    static void over(RunContext run, Invocation invocation, ResticVerdict verdict) {
        change(run, invocation, known -> known.over(verdict));
    }

    private static void change(RunContext run, Invocation invocation, UnaryOperator<Invocation> how) {
        run.found(
                FACT,
                new Invocations(of(run.journal()).all.stream()
                        .map(known -> known.job().equals(invocation.job()) ? how.apply(known) : known)
                        .toList()));
    }
}
