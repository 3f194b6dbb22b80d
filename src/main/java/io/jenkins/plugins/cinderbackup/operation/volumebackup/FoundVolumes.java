package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.AttachedVolume;
import io.jenkins.plugins.cinderbackup.phase.Names;
import java.util.List;

/**
 * The volumes of a server, as a search has found them.
 *
 * @param volumes in the order of the server's devices
 */
record FoundVolumes(List<Found> volumes) {
    /** Known once the checks have passed. */
    static final Fact<FoundVolumes> FACT = new Fact<>("foundVolumes", FoundVolumes.class);

    /** Cinder's limit for a name. */
    private static final int MAX_NAME = 255;

    FoundVolumes {
        volumes = List.copyOf(volumes);
    }

    static FoundVolumes of(List<AttachedVolume> attached) {
        return new FoundVolumes(attached.stream().map(Found::of).toList());
    }

    /**
     * The name of one backup of several that are to have one name: of each volume another, as a user tells them apart.
     *
     * @param name what all their names begin with
     */
    String backupName(String name, Found of) {
        boolean tells = !of.name.isBlank()
                && volumes.stream().filter(other -> other.name.equals(of.name)).count() == 1;
        return volumes.size() == 1 ? name : Names.shorten(name + "-" + (tells ? of.name : of.id), MAX_NAME);
    }

    /**
     * One of them.
     *
     * @param name its name, or empty
     * @param device as what the server has it, or empty
     */
    record Found(String id, String name, String device, String status, long sizeGiB) {
        private static Found of(AttachedVolume attached) {
            return new Found(
                    attached.volume().id(),
                    attached.volume().name(),
                    attached.device(),
                    attached.volume().status(),
                    attached.volume().sizeGiB());
        }

        /** As a line of the console. */
        String line() {
            return (device.isEmpty() ? "" : device + ": ") + "volume " + id + " (" + name + ", " + sizeGiB + " GiB, "
                    + status + ")";
        }
    }
}
