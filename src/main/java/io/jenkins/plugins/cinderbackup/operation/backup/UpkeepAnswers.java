package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Count;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ForgetSummary;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import java.util.List;

/** What to make of restic's answers after a backup. Where it destroys, its answer is not taken on trust. */
final class UpkeepAnswers {
    private static final String LOOK = "look into the repository with `restic snapshots`";

    private UpkeepAnswers() {}

    /** @throws PermanentException if the answer does not say what it has to */
    static void judge(RunContext run, BackupPlan plan, Kind kind, ResticOutput output) {
        switch (kind) {
            case FORGET -> forgotten(run, output);
            case FORGET_UNSOUND -> forgottenUnsound(run, plan, output);
            case FORGET_EMPTY -> {
                refusePassedOver(output);
                run.note("restic snapshot "
                        + run.fact(BackupFacts.EMPTY_SNAPSHOT).orElseThrow()
                        + ", which is one of nothing, was removed from the repository");
            }
            case SET_APART -> {
                // Also where it has failed: restic writes the snapshot with the new tags before it removes the old one
                run.found(BackupFacts.UNSOUND_LEFT, true);
                refusePassedOver(output);
            }
            case FIND -> {
                refusePassedOver(output);
                found(run, plan, output.snapshots().orElse(List.of()));
            }
            default -> throw new IllegalStateException("No upkeep: " + kind);
        }
    }

    /** restic ends with 0 also where the storage lets it load, write or remove nothing. */
    private static void refusePassedOver(ResticOutput output) {
        output.passedOver().ifPresent(line -> {
            throw PermanentException.of("restic ended well, but went on without a snapshot: " + line, LOOK);
        });
    }

    private static void forgotten(RunContext run, ResticOutput output) {
        ForgetSummary summary = answer(run, output);
        run.note("Retention: " + Count.of(summary.kept().size(), "restic snapshot") + " kept, "
                + summary.removed().size() + " removed");
        if (!isIn(summary.removed(), run) && !isIn(summary.kept(), run)) {
            throw PermanentException.of(
                    "restic does not name the backup just made, restic snapshot " + own(run).snapshotId()
                            + ", among those that it keeps.",
                    LOOK);
        }
    }

    private static void forgottenUnsound(RunContext run, BackupPlan plan, ResticOutput output) {
        ForgetSummary summary = answer(run, output);
        String tag = plan.group().unsoundTag();
        run.found(
                BackupFacts.UNSOUND_LEFT,
                output.passedOver().isPresent()
                        || summary.kept().stream()
                                .anyMatch(snapshot -> snapshot.tags().contains(tag)));
        if (!summary.removed().isEmpty()) {
            run.note("Retention: " + summary.removed().size() + " restic snapshots removed that are not sound");
        }
    }

    private static ForgetSummary answer(RunContext run, ResticOutput output) {
        ForgetSummary summary = output.forgotten()
                .orElseThrow(() -> PermanentException.of(
                        "restic does not say what it has kept and removed, so nobody can tell whether the backup just made is still there.",
                        LOOK));
        if (isIn(summary.removed(), run)) {
            run.fail(
                    Retention.ID,
                    PermanentException.of(
                            "restic forget has removed the backup just made, restic snapshot " + own(run).snapshotId()
                                    + ": it is gone.",
                            "back up again",
                            "check `retention` and the image: with this policy restic should have kept it",
                            "look what is left with `restic snapshots`"));
        }
        return summary;
    }

    private static void found(RunContext run, BackupPlan plan, List<ListedSnapshot> snapshots) {
        String sound = plan.group().sourceTag();
        if (snapshots.stream().anyMatch(snapshot -> snapshot.tags().contains(sound))) {
            throw PermanentException.of("restic still lists it under the tag '" + sound + "'.", LOOK);
        }
        String tag = plan.group().unsoundTag();
        ListedSnapshot own = snapshots.stream()
                .filter(snapshot -> snapshot.tags().contains(tag))
                .findFirst()
                .orElseThrow(() -> PermanentException.of("restic does not find it under the tag '" + tag + "'.", LOOK));
        run.found(BackupFacts.SUMMARY, own(run).of(own.id()));
        run.note("The backup is not sound: it is kept as restic snapshot " + own.id() + " under the tag " + tag
                + ", apart from the sound ones, and takes the place of none");
    }

    private static boolean isIn(List<ListedSnapshot> snapshots, RunContext run) {
        return snapshots.stream().anyMatch(snapshot -> snapshot.isCalled(own(run).snapshotId()));
    }

    private static BackupSummary own(RunContext run) {
        return run.fact(BackupFacts.SUMMARY).orElseThrow();
    }
}
