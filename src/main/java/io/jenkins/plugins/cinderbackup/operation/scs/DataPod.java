package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable.Content;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.phase.cluster.EndedLog;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The pod of one part: made, watched, read to its end. A controller that comes back follows the same one by its name. */
record DataPod(DataObjects objects, RunContext run) {
    private static final int READ_LINES = 100;
    private static final int SHOWN = 300;

    /** What a look at it comes to. */
    sealed interface Look {
        /** Something was done, or is waited for. */
        record Busy(PhaseStatus status) implements Look {}

        /** It has ended well, and this is all that it says. */
        record Said(String output) implements Look {}

        /** The node does not find the file system on the volume. */
        record NoFiles(String why) implements Look {}

        /** It cannot be had, or gives no answer; that says nothing of what is on the volume. */
        record NotHad(String why) implements Look {}
    }

    /**
     * Makes what is missing, one object at a time, or looks how far it is.
     *
     * @throws io.jenkins.plugins.cinderbackup.model.PermanentException where the cluster refuses one of the objects
     */
    Look look() {
        Optional<TrackedResource> job = run.journal()
                .resource(objects.job(run).kind(), objects.job(run).name())
                .filter(TrackedResource::isMade);
        return job.isPresent() ? look(job.get()) : make();
    }

    private Look make() {
        PhaseStatus bound = objects.bind(run);
        if (bound == PhaseStatus.WAITING) {
            return starting(() -> objects.lastEvent(run).orElse(""));
        }
        if (bound != PhaseStatus.DONE) {
            return new Look.Busy(bound);
        }
        PhaseStatus closed = run.create(objects.policy(run));
        return new Look.Busy(closed == PhaseStatus.DONE ? run.create(objects.job(run)) : closed);
    }

    private Look look(TrackedResource job) {
        JobState state = run.cluster().job(job);
        if (state instanceof JobState.Exited exited) {
            return ended(job, exited);
        }
        if (state instanceof JobState.Starting starting) {
            return starting(starting::detail);
        }
        if (state instanceof JobState.Running) {
            return run.now()
                            .isBefore(deadline(
                                    "End", startLimit().plus(objects.plan().timeout())))
                    ? new Look.Busy(PhaseStatus.WAITING)
                    : tooLong(job);
        }
        if (state instanceof JobState.Overrun) {
            return tooLong(job);
        }
        if (state instanceof JobState.Unmountable unmountable) {
            return objects.isOfRestored() && unmountable.content() != Content.UNSUPPORTED
                    ? new Look.NoFiles(unmountable.reason())
                    : new Look.NotHad("the node cannot mount the volume. Kubernetes says: " + unmountable.reason());
        }
        String reason = state instanceof JobState.Lost lost ? lost.reason() : "somebody has deleted it";
        return new Look.NotHad(job.describe() + " was lost: " + reason + "." + imageNeeds());
    }

    private Look starting(Supplier<String> words) {
        if (run.now().isBefore(deadline("Start", startLimit()))) {
            return new Look.Busy(PhaseStatus.WAITING);
        }
        String said = words.get();
        return new Look.NotHad("its pod did not start within " + startLimit().toSeconds() + " s (`job.startTimeout`)."
                + (said.isEmpty() ? "" : " Kubernetes says: " + said));
    }

    private Duration startLimit() {
        return objects.settings().job().startTimeout();
    }

    private Instant deadline(String what, Duration length) {
        return run.deadline(
                what + " of the pod of " + objects.part().id(), run.journal().phaseSince(), length);
    }

    private Look tooLong(TrackedResource job) {
        return new Look.NotHad(job.describe() + " did not end within "
                + objects.plan().timeout().toSeconds() + " s (`timeout`)");
    }

    private Look ended(TrackedResource job, JobState.Exited exited) {
        EndedLog log = new EndedLog(job, READ_LINES);
        Optional<String> output = log.read(run, true);
        if (output.isEmpty() && log.mayCome(run)) {
            return new Look.Busy(PhaseStatus.WAITING);
        }
        String said = output.orElse("");
        if (exited.exitCode() != 0) {
            return new Look.NotHad(job.describe() + " ended with exit code " + exited.exitCode() + " ("
                    + exited.reason() + ")."
                    + words(said) + imageNeeds());
        }
        return DataScript.isWhole(said)
                ? new Look.Said(said)
                : new Look.NotHad(job.describe() + " has ended, but what it has said cannot be read." + words(said));
    }

    /** A shell that is not there is said by some nodes as an exit code, by others as a pod that is lost. */
    private String imageNeeds() {
        return " Its image, " + objects.settings().job().image()
                + " (`job.image`), must have sh, head, sync and sha256sum";
    }

    /** Its last line, as a sentence. */
    private static String words(String output) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((before, last) -> last)
                .map(line -> " It says last: " + Printable.text(line.strip(), SHOWN))
                .orElse("");
    }
}
