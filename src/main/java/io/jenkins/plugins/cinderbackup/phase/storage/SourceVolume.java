package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.Volume;

/**
 * The Cinder volume that a run reads from, as the checks have found it.
 *
 * @param name its name, or empty
 * @param sizeGiB its size when the run began, in GiB
 * @param availabilityZone Cinder's, or empty
 */
public record SourceVolume(String id, String name, long sizeGiB, String availabilityZone) {
    /** Known once the checks have passed. */
    public static final Fact<SourceVolume> FACT = new Fact<>("sourceVolume", SourceVolume.class);

    /** What is kept of it. */
    public static SourceVolume of(Volume volume) {
        return new SourceVolume(volume.id(), volume.name(), volume.sizeGiB(), volume.availabilityZone());
    }
}
