package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.ContainerJob.Mount;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.phase.LateStart;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** One restic invocation as one Job: made, watched, read to its end. */
final class ResticJob {
    /** Enough for the last status line, and for what several calls to the storage have said in two minutes. */
    private static final int TAIL = 60;
    /** To open a repository and to read its index takes a moment; then restic says something every ten seconds. */
    private static final Duration SILENCE = Duration.ofMinutes(1);
    /** What restic has said in the last half an hour or so. */
    private static final int RECENT = 200;
    /** A million unreadable files are still counted; the adapter bounds the bytes. */
    private static final int WHOLE_LOG = 1_000_000;
    /** For a look that comes late. The pod's own deadline, of which its start is a part, is for a controller that is away. */
    private static final Duration GRACE = Duration.ofMinutes(2);
    /** How long the log of an ended container may take to come, and to be whole. */
    private static final Duration LOG_LIMIT = Duration.ofMinutes(1);
    /** How long calls for the log may fail: longer, since a node or an API server that restarts brings it back. */
    private static final Duration LOG_CALLS_LIMIT = Duration.ofMinutes(10);

    private final ResticGoal goal;
    private final ResticSetup setup;
    private final RunContext run;

    ResticJob(ResticGoal goal, ResticSetup setup, RunContext run) {
        this.goal = goal;
        this.setup = setup;
        this.run = run;
    }

    String name(Kind command, int number) {
        return setup.jobName(run.journal().ownership(), command, number);
    }

    /** The run's one Secret, made before its first Job. */
    PhaseStatus ensureSecret() {
        return run.create(setup.secret(run.journal().ownership()));
    }

    /** The goal's own command, as this restic and this repository take it. */
    ResticCommand command() {
        return Concessions.of(run).apply(goal.command(run));
    }

    private ContainerJob job(Invocation invocation) {
        boolean itself = invocation.kind() == goal.kind();
        ResticCommand command = itself ? command() : ResticCommand.preparing(invocation.kind());
        return setup.job(run.journal().ownership(), invocation.job(), command, mounts(invocation));
    }

    private List<Mount> mounts(Invocation invocation) {
        return invocation.kind() == goal.kind() ? goal.mounts(run) : List.of();
    }

    /**
     * Makes the Job, or looks at it.
     *
     * @param judge what to make of restic's end
     * @throws PermanentException if restic can never end, or nobody can tell how it did
     */
    PhaseStatus observe(Invocation invocation, BiFunction<Invocation, ResticResult, PhaseStatus> judge) {
        Optional<TrackedResource> known = tracked(invocation).filter(TrackedResource::isMade);
        if (known.isEmpty()) {
            return run.create(job(invocation));
        }
        TrackedResource tracked = known.get();
        JobState state = run.cluster().job(tracked);
        if (state instanceof JobState.Exited exited) {
            return ended(invocation, tracked, exited, judge);
        }
        if (state instanceof JobState.Running) {
            return working(invocation, tracked, judge);
        }
        if (state instanceof JobState.Starting starting) {
            return starting(tracked, starting);
        }
        if (state instanceof JobState.Overrun) {
            throw overrun(invocation, tracked);
        }
        if (state instanceof JobState.Unmountable unmountable) {
            throw goal.unmountable(run, unmountable);
        }
        String reason = state instanceof JobState.Lost lost ? lost.reason() : "somebody has deleted it";
        throw PermanentException.of(
                tracked.describe() + " was lost while restic was to "
                        + invocation.kind().word() + ": " + reason,
                "look at the events of namespace " + tracked.namespace() + " at that time");
    }

    private Optional<TrackedResource> tracked(Invocation invocation) {
        return run.journal().resource(ContainerJob.kind(mounts(invocation)), invocation.job());
    }

    private PhaseStatus starting(TrackedResource tracked, JobState.Starting state) {
        LateStart.of(run, tracked, state, setup.job().startTimeout()).ifPresent(late -> {
            throw new PermanentException(late);
        });
        return PhaseStatus.WAITING;
    }

    private PhaseStatus working(
            Invocation invocation, TrackedResource tracked, BiFunction<Invocation, ResticResult, PhaseStatus> judge) {
        if (invocation.runningSince() == null) {
            Invocations.running(run, invocation);
            return PhaseStatus.ACTED;
        }
        Duration limit = setup.job().timeout();
        if (!run.now()
                .isBefore(run.deadline("End of " + invocation.job(), invocation.runningSince(), limit.plus(GRACE)))) {
            throw overrun(invocation, tracked);
        }
        Duration elapsed = Duration.between(invocation.runningSince(), run.now());
        if (!run.isDue("Heartbeat", Heartbeat.interval(elapsed))) {
            return PhaseStatus.WAITING;
        }
        ResticOutput output =
                ResticOutput.parse(run.cluster().log(tracked, TAIL).orElse(""));
        Invocations.missing(run, invocation, output.missingPaths());
        tell(invocation, output, elapsed);
        Optional<ResticOutput.Trouble> vain = output.trouble().filter(ResticOutput.Trouble::inVain);
        if (vain.isEmpty()) {
            return PhaseStatus.WAITING;
        }
        run.tell(new RunEvent.Note(
                "restic would try that for a quarter of an hour; since waiting does not help, it is ended now"));
        return judge.apply(invocation, ResticResult.of(vain.get(), output));
    }

    /** How far restic is, and what is in its way: from 0.17 on it tries a call again for a quarter of an hour before it gives up. */
    private void tell(Invocation invocation, ResticOutput output, Duration elapsed) {
        output.progress()
                .filter(progress -> invocation.kind() == goal.kind())
                .ifPresent(progress -> run.tell(new RunEvent.Working(progress)));
        output.trouble().ifPresent(trouble -> run.tell(new RunEvent.Note("restic says: " + trouble.line())));
        if (output.isSilent() && elapsed.compareTo(SILENCE) > 0) {
            run.tell(new RunEvent.Note("restic has said nothing for " + elapsed.toSeconds()
                    + " s: it reads the repository's index, or waits for a storage that does not answer"));
        }
    }

    /** Because of what restic complained of at the end, if it did: it goes on trying a storage that is full or away. */
    private PermanentException overrun(Invocation invocation, TrackedResource tracked) {
        List<Finding> findings = new ArrayList<>(complaint(invocation, tracked));
        findings.add(Finding.of(
                tracked.describe() + " ran for more than "
                        + setup.job().timeout().toSeconds() + " s.",
                "increase `job.timeout`",
                "check the network between the node and the repository"));
        return new PermanentException(findings, null);
    }

    private List<Finding> complaint(Invocation invocation, TrackedResource tracked) {
        try {
            return run.cluster()
                    .log(tracked, RECENT)
                    .map(ResticOutput::parse)
                    .map(output -> complaint(invocation, output))
                    .orElse(List.of());
        } catch (TransientException | PermanentException e) {
            // It must not hide what it explains
            return List.of();
        }
    }

    private List<Finding> complaint(Invocation invocation, ResticOutput output) {
        if (output.cause().isPresent()) {
            return ResticFailures.of(setup, invocation.kind(), ResticResult.of(1, output))
                    .findings();
        }
        return output.trouble().map(trouble -> Finding.of("restic was still trying: " + trouble.line())).stream()
                .toList();
    }

    private PhaseStatus ended(
            Invocation invocation,
            TrackedResource tracked,
            JobState.Exited exited,
            BiFunction<Invocation, ResticResult, PhaseStatus> judge) {
        if (exited.reason().equals("OOMKilled")) {
            throw PermanentException.of(
                    tracked.describe() + " was ended by the kernel: restic needed more memory than "
                            + setup.resources().limitsMemory() + ".",
                    "increase `resources.limits.memory`; restic's need grows with the repository's index");
        }
        List<String> missing = Objects.requireNonNullElse(invocation.missingPaths(), List.of());
        Optional<ResticOutput> output = wholeLog(invocation, tracked).map(log -> ResticOutput.parse(log, missing));
        // With a 200 an API server also ends a log whose copy from the node has broken off
        boolean whole =
                output.isPresent() && (exited.exitCode() != 0 || output.get().isWholeFor(invocation.kind()));
        if (!whole && run.now().isBefore(run.deadline("Log of " + invocation.job(), LOG_LIMIT))) {
            return PhaseStatus.WAITING;
        }
        if (output.isPresent()) {
            return judge.apply(invocation, ResticResult.of(exited.exitCode(), output.get()));
        }
        throw new PermanentException(unreadable(tracked, "Its exit code was " + exited.exitCode() + "."));
    }

    private Optional<String> wholeLog(Invocation invocation, TrackedResource tracked) {
        try {
            return run.cluster().log(tracked, WHOLE_LOG);
        } catch (TransientException e) {
            if (run.now().isBefore(run.deadline("Log calls of " + invocation.job(), LOG_CALLS_LIMIT))) {
                throw e;
            }
            throw new PermanentException(unreadable(tracked, "The last call failed: " + e.getMessage()), e);
        }
    }

    private static Finding unreadable(TrackedResource tracked, String detail) {
        return Finding.of(
                tracked.describe() + " has ended, but its log cannot be read, so nobody can tell what it has done. "
                        + detail,
                "look into the repository with `restic snapshots`",
                "see whether the node was lost or its logs were removed");
    }

    /** Removes the Job of an invocation that is over, before another takes its place. */
    PhaseStatus remove(Invocation invocation) {
        Optional<TrackedResource> known = tracked(invocation).filter(TrackedResource::isRemovable);
        if (known.isEmpty()) {
            return PhaseStatus.DONE;
        }
        TrackedResource tracked = known.get();
        Presence presence = run.cluster().presence(tracked, run.journal().run());
        if (presence == Presence.GONE || presence == Presence.KEPT) {
            run.move(tracked, presence == Presence.GONE ? State.GONE : State.KEPT);
            return PhaseStatus.DONE;
        }
        if (presence == Presence.PRESENT) {
            // Again where it was asked for before: an answer that says yes is no deletion
            run.cluster().delete(tracked, run.journal().run());
        }
        if (tracked.state() != State.REMOVING) {
            run.move(tracked, State.REMOVING);
            return PhaseStatus.ACTED;
        }
        return PhaseStatus.WAITING;
    }
}
