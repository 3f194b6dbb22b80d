package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.cleanup.EarlyRemoval;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has a pod write data to a volume, or compare what was restored, and has all of that gone again before Cinder is to have the volume: it backs up and restores what no
 * node has. A pod that cannot be had says nothing of the cloud's backups, so the test goes on without data.
 */
record DataPart(DataObjects objects) implements Phase {
    /** For what ends a pod that has passed its own limit, so that its own message is the one that is seen. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    private static final EarlyRemoval REMOVAL = new EarlyRemoval(DataObjects::include);

    @Override
    public PhaseId id() {
        return objects.part().id();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        TestedData known = TestedData.of(run.journal());
        if (known.hasAnswered(objects.part()) || known.isNotMade(objects.part())) {
            PhaseStatus removal = REMOVAL.advance(run);
            return removal == PhaseStatus.DONE ? awaitDetachment(run) : removal;
        }
        DataPod.Look look = look(run);
        if (look instanceof DataPod.Look.Busy busy) {
            return busy.status();
        }
        if (look instanceof DataPod.Look.NotHad notHad) {
            goOnWithoutData(run, notHad.why());
        } else if (look instanceof DataPod.Look.NoFiles noFiles) {
            throw different(run, "the node finds no file system on it. Kubernetes says: " + noFiles.why());
        } else if (look instanceof DataPod.Look.Said said) {
            take(run, said.output());
        }
        return PhaseStatus.ACTED;
    }

    private DataPod.Look look(RunContext run) {
        try {
            return new DataPod(objects, run).look();
        } catch (PermanentException e) {
            return new DataPod.Look.NotHad(e.findings().stream()
                    .flatMap(finding -> Stream.concat(Stream.of(finding.message()), finding.hints().stream()))
                    .collect(Collectors.joining("; ")));
        }
    }

    private void goOnWithoutData(RunContext run, String why) {
        run.warn("Whether data come back from a backup could not be tested: " + why);
        run.found(TestedData.FACT, TestedData.of(run.journal()).withoutPod(objects.part()));
    }

    private void take(RunContext run, String output) {
        if (objects.isOfRestored()) {
            compare(run, output);
            return;
        }
        String file = DataScript.file(objects.part());
        Optional<String> sha256 = DataScript.digest(output, file);
        if (sha256.isEmpty()) {
            goOnWithoutData(run, "the pod does not say what it has written");
            return;
        }
        run.note("File " + file + ", of the SHA-256 " + sha256.get() + ", was written to "
                + objects.volume(run).describe());
        run.found(TestedData.FACT, TestedData.of(run.journal()).written(objects.part(), file, sha256.get()));
    }

    private void compare(RunContext run, String output) {
        TestedData known = TestedData.of(run.journal());
        List<String> differences = DataScript.differences(output, known.written());
        if (!differences.isEmpty()) {
            throw different(run, String.join("; ", differences));
        }
        run.note("What was restored to " + objects.volume(run).describe() + " is what was written: "
                + String.join(", ", known.written().keySet()));
        run.found(TestedData.FACT, known.found(objects.part()));
    }

    private PermanentException different(RunContext run, String how) {
        run.found(TestedData.FACT, TestedData.of(run.journal()).differing(objects.part()));
        return PermanentException.of(
                "The restored volume does not have what was written: " + how + ". It is "
                        + objects.volume(run).describe(),
                "restore a backup of a volume whose files you know: other backups of this cloud may be as useless",
                "tell the cloud's administrator: cinder-backup says that it has restored this");
    }

    /** A single look may be as old as the last poll, and so older than the pod: what it says is good only if a fresh one says the same. */
    private PhaseStatus awaitDetachment(RunContext run) {
        TrackedResource volume = objects.volume(run);
        Optional<String> status = run.storage().volume(volume.id()).map(Volume::status);
        boolean free = StorageState.isAvailable(run, volume, status, "volumes")
                && run.storage().volumesOf(run.journal().run()).stream()
                        .filter(found -> found.id().equals(volume.id()))
                        .anyMatch(found -> found.status().equals(StorageState.AVAILABLE) && !found.attached());
        return free ? PhaseStatus.DONE : PhaseStatus.WAITING;
    }

    /** The pod's start, its work, and then the time until the node has let go of the volume. */
    @Override
    public Duration limit() {
        return objects.settings()
                .job()
                .startTimeout()
                .plus(objects.plan().timeout().multipliedBy(2))
                .plus(SLACK);
    }

    @Override
    public Finding timedOut(RunContext run) {
        List<TrackedResource> left = REMOVAL.left(run);
        return Finding.of(
                "The pod that sees the volume, and what goes before and after it, took longer than "
                        + limit().toSeconds() + " s in all"
                        + (left.isEmpty()
                                ? ""
                                : "; still there: " + left.get(0).describe()
                                        + (left.get(0).lastError() == null
                                                ? ""
                                                : ", " + left.get(0).lastError())),
                "check that Kubernetes can be reached from the Jenkins controller",
                "see whether the node has let go of the volume: kubectl get volumeattachments",
                "set `data: false` to test Cinder alone");
    }
}
