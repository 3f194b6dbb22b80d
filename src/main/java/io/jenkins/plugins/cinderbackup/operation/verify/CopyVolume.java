package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.VolumeRequest;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.util.Map;
import java.util.Optional;

/** A temporary volume from the Cinder snapshot that was kept, where Cinder wants it. */
record CopyVolume(Names names) implements VolumeRequest {
    @Override
    public String name(RunContext run) {
        return names.volume(run.journal().startedAt());
    }

    @Override
    public NewVolume volume(RunContext run) {
        ComparedSnapshot snapshot = ComparedSnapshot.of(run);
        return new NewVolume(
                Optional.of(snapshot.id()),
                Optional.empty(),
                name(run),
                CinderDescription.of(run),
                snapshot.sizeGiB(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                run.journal().ownership());
    }

    @Override
    public String label() {
        return "Temporary copy";
    }
}
