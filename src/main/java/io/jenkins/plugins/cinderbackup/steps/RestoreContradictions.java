package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a restore of which each alone is right, and which together are not. A restore may write over data, so that nobody guesses which of the two was
 * meant.
 */
final class RestoreContradictions {
    private final CinderSnapshotRestoreStep step;
    private final Findings problems = new Findings();

    private RestoreContradictions(CinderSnapshotRestoreStep step) {
        this.step = step;
    }

    static List<Finding> of(CinderSnapshotRestoreStep step) {
        RestoreContradictions contradictions = new RestoreContradictions(step);
        contradictions.source();
        contradictions.target();
        contradictions.revert();
        contradictions.snapshot();
        return contradictions.problems.list();
    }

    private void source() {
        if (step.getPvc() != null && step.getVolumeId() != null) {
            problems.add(
                    "Both `pvc` and `volumeId` are set: a backup is of one or the other.",
                    "remove `volumeId` unless the volume was backed up by its id alone");
        }
        if (step.getPvc() == null && step.getVolumeId() != null && step.getTo().getPvc() == null) {
            problems.add("to.pvc is missing: a volume that was backed up by its id has no PVC to be named after.");
        }
    }

    private void target() {
        List<String> fields = step.getTo().ofNewPvc();
        if (step.isInPlace() && !fields.isEmpty()) {
            problems.add(
                    String.join(", ", fields) + " is for a new PVC; one that is restored in place stays what it is.",
                    "remove it, or remove `inPlace`");
        }
        if (step.isDelete() && !step.isInPlace()) {
            problems.add(
                    "delete is for a PVC that is restored in place; a new one has nothing that could be removed.",
                    "remove it");
        }
        if (!step.workloads().entries().isEmpty() && !step.isInPlace()) {
            problems.add("scaleDown is for a PVC that is restored in place; nothing uses a new one yet.", "remove it");
        }
    }

    private void revert() {
        if (!step.isRevert()) {
            return;
        }
        if (!step.isInPlace()) {
            problems.add(
                    "revert is for a PVC that is restored in place; a new one is made of the snapshot.",
                    "set `inPlace` too, or remove `revert`");
        }
        if (step.getFrom().equals(CinderSnapshotRestoreStep.REPOSITORY)) {
            problems.add(
                    "revert is set, and from is 'repository': Cinder reverts a volume to its snapshot.",
                    "remove one of the two");
        }
        List<String> parts = parts();
        if (step.isDelete()) {
            parts.add("delete");
        }
        if (!parts.isEmpty()) {
            problems.add(
                    String.join(", ", parts)
                            + " is set, and Cinder reverts a volume as a whole: what came after the snapshot is gone.",
                    "remove it, or remove `revert`");
        }
    }

    /** The fields that leave something out. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        if (!step.scope().include().isEmpty()) {
            parts.add("include");
        }
        if (!step.scope().exclude().isEmpty()) {
            parts.add("exclude");
        }
        return parts;
    }

    private void snapshot() {
        boolean named = step.choice().isCinderSnapshot();
        if (named && step.getFrom().equals(CinderSnapshotRestoreStep.REPOSITORY)) {
            problems.add(
                    "backup is the id of a Cinder snapshot, and from is 'repository': it has no data of that snapshot.",
                    "name the backup by its restic id, or remove `from`");
        }
        if (step.isRevert() || !named && !step.getFrom().equals(CinderSnapshotRestoreStep.SNAPSHOT)) {
            return;
        }
        List<String> others = new ArrayList<>();
        if (step.isInPlace()) {
            others.add("inPlace");
        }
        others.addAll(parts());
        if (!others.isEmpty()) {
            problems.add(
                    String.join(", ", others)
                            + " is set, and a Cinder snapshot only ever becomes a new volume as a whole.",
                    "remove it, restore from the repository, or have Cinder revert the volume to it with `revert`");
        }
    }
}
