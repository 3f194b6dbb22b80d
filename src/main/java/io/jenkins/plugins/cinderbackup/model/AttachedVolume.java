package io.jenkins.plugins.cinderbackup.model;

import java.util.Comparator;

/**
 * A Cinder volume that a server has, as one look-up saw both.
 *
 * @param device as what the server has it, such as {@code /dev/vda}, or empty where Cinder does not know
 */
public record AttachedVolume(Volume volume, String device) {
    /** As the server counts its devices, {@code /dev/vdz} before {@code /dev/vdaa}; those without one are at the end, by their names. */
    public static final Comparator<AttachedVolume> BY_DEVICE = Comparator.comparing(
                    (AttachedVolume attached) -> attached.device.isEmpty())
            .thenComparing(attached -> attached.device.length())
            .thenComparing(AttachedVolume::device)
            .thenComparing(attached -> attached.volume.name())
            .thenComparing(attached -> attached.volume.id());
}
