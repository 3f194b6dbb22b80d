package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing that is to be done in the repository after a backup. */
record UpkeepGoal(BackupPlan plan, Kind kind) implements ResticGoal {
    @Override
    public ResticCommand command(RunContext run) {
        String id = run.journal().run().value();
        return switch (kind) {
            case FORGET -> ResticCommand.forget(plan.group(), id, plan.retention());
            case FORGET_UNSOUND -> ResticCommand.forgetUnsound(plan.group(), id, plan.retention());
            case FORGET_EMPTY ->
                ResticCommand.forgetEmpty(run.fact(BackupFacts.EMPTY_SNAPSHOT).orElseThrow());
            case SET_APART -> ResticCommand.setApart(plan.group(), unsoundRuns(run));
            case FIND -> ResticCommand.find(id);
            default -> throw new IllegalStateException("No upkeep: " + kind);
        };
    }

    /** Those of whose backups nobody knows what they are worth, and this one where it is not sound. */
    private List<String> unsoundRuns(RunContext run) {
        Stream<RunId> own = Soundness.of(run.journal()).isSound()
                ? Stream.empty()
                : Stream.of(run.journal().run());
        return Stream.concat(plan.guard().unsettled().stream(), own)
                .map(RunId::value)
                .toList();
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        listing(run, result.output()).ifPresent(listing -> tell(run, listing));
        UpkeepAnswers.judge(run, plan, kind, result.output());
        if (result.verdict() == ResticVerdict.INCOMPLETE) {
            run.warn("restic " + kind.word() + " was incomplete: " + result.keyLine());
        }
    }

    /** What restic says of what the repository has now: nothing has come meanwhile, for it was alone in there. */
    private Optional<RepositoryListing> listing(RunContext run, ResticOutput output) {
        return switch (kind) {
            case FORGET -> kept(run, plan.group().sound(), output);
            case FORGET_UNSOUND -> kept(run, plan.group().soundOrNot(), output);
            case FIND ->
                output.snapshots()
                        .map(found -> new RepositoryListing(
                                plan.repository(),
                                SnapshotGroup.of(run.journal().run().value()),
                                run.now(),
                                found));
            default -> Optional.empty();
        };
    }

    /** Nothing where it has passed snapshots over: these are still there. */
    private Optional<RepositoryListing> kept(RunContext run, SnapshotFilter filter, ResticOutput output) {
        return output.forgotten()
                .filter(done -> output.passedOver().isEmpty())
                .map(done -> new RepositoryListing(plan.repository(), filter, run.now(), done.kept()));
    }

    /** The backup does not depend on it. */
    private static void tell(RunContext run, RepositoryListing listing) {
        try {
            run.catalog().listed(listing);
        } catch (PermanentException e) {
            run.caution(e.getMessage());
        }
    }
}
