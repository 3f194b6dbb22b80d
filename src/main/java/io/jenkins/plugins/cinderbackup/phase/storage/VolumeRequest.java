package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;

/** Which Cinder volume a run makes. It holds no state of its own. */
public interface VolumeRequest {
    /** Its deterministic name. */
    String name(RunContext run);

    /** All of it, from what the run has found out by now. */
    NewVolume volume(RunContext run);

    /** What it is to the user, such as {@code Temporary volume}. */
    String label();
}
