package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.restic.BackedUpVolume;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The tags of a run's backup: what tells it apart, and what a restore needs to know of the volume, as far as the run has found it out. */
public final class BackupTags {

    private BackupTags() {}

    /** All of them, the user's last. */
    public static List<String> of(RunJournal journal) {
        BackupPlan plan = BackupFacts.plan(journal);
        return Stream.concat(plan.group().tags(journal.run().value(), volume(journal)).stream(), plan.tags().stream())
                .toList();
    }

    private static BackedUpVolume volume(RunJournal journal) {
        Optional<SourceClaim> claim = journal.facts().get(TemporaryClaim.SOURCE);
        Optional<SourceVolume> volume = journal.facts().get(SourceVolume.FACT);
        return new BackedUpVolume(
                Objects.requireNonNullElse(journal.sourceVolume(), ""),
                // A PV may claim less than the volume has, and its file system fill all of that
                Math.max(
                        claim.map(SourceClaim::capacityBytes).orElse(0L),
                        volume.map(SourceVolume::sizeGiB).orElse(0L) * Sizes.GIB),
                claim.map(SourceClaim::storageClass).orElse(""),
                claim.map(SourceClaim::fsType).orElse(BackupFacts.plan(journal).fsType()),
                volume.map(SourceVolume::availabilityZone).orElse(""),
                claim.map(SourceClaim::accessModes).orElse(List.of()),
                BackedUpVolume.CRASH);
    }
}
