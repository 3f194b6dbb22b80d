package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.phase.restic.ListingGoal;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.util.List;
import java.util.Optional;

/**
 * Lists the backups of the source, and chooses the one that is meant.
 *
 * @param chosenBackup who else wants to know it
 */
record FindGoal(RestorePlan plan, ChosenBackup chosenBackup) implements ListingGoal {
    /** For a restore and nothing else. */
    FindGoal(RestorePlan plan) {
        this(plan, ChosenBackup.NOBODY);
    }

    @Override
    public RepositorySettings repository() {
        return plan.repository();
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.list(SnapshotFilter.ofSource(plan.source()));
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        List<ListedSnapshot> listed = listed(result);
        ListedSnapshot chosen = plan.backup()
                .choose(plan.source(), listed)
                .orElseThrow(
                        () -> PermanentException.of(
                                plan.backup().missing(plan.source(), listed) + " The source is " + plan.source()
                                        + " in repository " + plan.repository().url() + ".",
                                "check `namespace`, `pvc`, `backup`, `before`, `tags`, and `sourceCluster` if it was backed up under another name of the cluster"));
        SnapshotTags tags = SnapshotTags.of(chosen.tags())
                .orElseThrow(() -> PermanentException.of(
                        "restic snapshot " + chosen.describe() + " was not made by this plugin.",
                        "restore it with restic itself"));
        chosenBackup.note(run, chosen, tags);
        Optional<String> kept = kept(run, tags);
        if (kept.isEmpty() && plan.revert()) {
            throw PermanentException.of(
                    "No Cinder snapshot was kept of restic snapshot " + chosen.describe() + " that is of the volume of "
                            + plan.describeSubject() + ", so that volume cannot be reverted to it.",
                    "restore it from the repository: leave `revert` out");
        }
        if (kept.isEmpty() && plan.from() == RestorePlan.From.SNAPSHOT) {
            throw PermanentException.of(
                    "No Cinder snapshot was kept of restic snapshot " + chosen.describe()
                            + " that is of the volume behind the source.",
                    "restore it from the repository: `from: 'repository'`",
                    "where the PVC is gone, or has another volume now, name the Cinder snapshot by its id: `backup`");
        }
        if (!tags.sound()) {
            run.caution(
                    "restic snapshot " + chosen.describe()
                            + " is not sound: files are missing in it, or nobody knows. It is restored since it was asked for by its id.");
        }
        // Written down with the end of restic
        run.journal()
                .facts()
                .put(
                        RestorePoint.FACT,
                        new RestorePoint(chosen.id(), kept.orElse(null), chosen.time(), chosen.paths(), tags.volume()));
    }

    /** All backups of the source; where one is named by its id, those that restic could load suffice if it is among them. */
    private List<ListedSnapshot> listed(ResticResult result) {
        return result.output()
                .listed()
                .filter(plan.backup()::isNamedIn)
                .or(result.output()::snapshots)
                .orElseThrow(() -> notListed(result));
    }

    /** A part of a backup can be had from the repository alone, and so can what goes into a volume that is there, unless Cinder reverts that. */
    private Optional<String> kept(RunContext run, SnapshotTags tags) {
        if (plan.from() == RestorePlan.From.REPOSITORY
                || plan.inPlace() && !plan.revert()
                || !plan.scope().isWhole()) {
            return Optional.empty();
        }
        return new KeptOfBackup(plan, run).find(tags).map(Snapshot::id);
    }
}
