package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What leads back from a restore in place: a snapshot of the volume as it was or, where it is reverted, a copy. */
final class WayBack {
    private WayBack() {}

    /** It, once it is asked for. */
    static Optional<TrackedResource> of(RestorePlan plan, RunJournal journal) {
        return plan.revert() ? SafetyVolume.of(plan, journal) : SafetySnapshot.of(plan, journal);
    }

    /**
     * For who reads of a volume that nobody may use as it is: what leads back, and what happens on it. The workloads are scaled back all the same: they are not ours to
     * stop for good.
     */
    static String sentence(RestorePlan plan, RunJournal journal) {
        return "What it was before is "
                + of(plan, journal).map(TrackedResource::describe).orElse("nowhere kept")
                + "."
                + (plan.scaleDown().isEmpty()
                        ? ""
                        : " What was scaled to 0 is scaled back all the same, so that it starts on this volume: "
                                + plan.scaleDown().stream()
                                        .map(Workload::describe)
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    /** The failure, and after it what leads back. */
    static PermanentException after(PermanentException failure, Finding back) {
        List<Finding> findings = new ArrayList<>(failure.findings());
        findings.add(back);
        return new PermanentException(findings, failure);
    }
}
