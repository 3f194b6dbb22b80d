package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.VolumeRequest;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.util.Optional;

/**
 * An empty volume, of Cinder's default type. Each says which of them backups are restored to, so that the one that is restored is known for the test's own by what
 * Cinder then writes on it.
 *
 * @param restored whether it is the one that backups are restored to, and not the one that is backed up
 */
record EmptyVolume(ScsTestPlan plan, boolean restored) implements VolumeRequest {
    @Override
    public String name(RunContext run) {
        return restored ? plan.restored(run.journal()) : plan.volume(run.journal());
    }

    @Override
    public NewVolume volume(RunContext run) {
        return new NewVolume(
                Optional.empty(),
                Optional.empty(),
                name(run),
                CinderDescription.of(run),
                ScsTestPlan.SIZE,
                Optional.empty(),
                Optional.empty(),
                RestoreMark.to(ScsTestPlan.restoredEnding(run)),
                run.journal().ownership());
    }

    @Override
    public String label() {
        return restored ? "Volume to restore to" : "Volume to back up";
    }
}
