package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.AttachedVolume;
import io.jenkins.plugins.cinderbackup.model.Count;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import java.util.List;

/** Finds the volumes that the server has, and says of all of them what keeps Cinder from backing one up. */
record AttachedVolumesCheck(VolumeSearchPlan plan) implements Check {
    private static final Fact<Seen> SEEN = new Fact<>("attachedVolumes", Seen.class);

    /** What the server has, in this round. */
    private record Seen(List<AttachedVolume> attached) {
        List<Volume> volumes() {
            return attached.stream().map(AttachedVolume::volume).toList();
        }
    }

    /** The volumes that were found in this round; none where that could not be found out. */
    static List<Volume> volumes(CheckRound round) {
        return round.get(SEEN).map(Seen::volumes).orElse(List.of());
    }

    @Override
    public void check(CheckRound round) {
        round.attempt(() -> attached(round)).ifPresent(attached -> {
            round.put(SEEN, new Seen(attached));
            volumes(round).forEach(volume -> judge(round, volume));
        });
    }

    private List<AttachedVolume> attached(CheckRound round) {
        List<AttachedVolume> attached = round.run().storage().volumesAttachedTo(plan.server());
        if (attached.isEmpty()) {
            throw PermanentException.of(
                    "No Cinder volume in cloud " + plan.each().cloud() + " is attached to server " + plan.server()
                            + ", so there is nothing to back up.",
                    "check the id: `openstack server show` has it and the volumes that are attached",
                    "check that the OpenStack credential belongs to the project of the volumes, and the region",
                    "a server that began from an image has its disk in Nova, which Cinder cannot back up");
        }
        return attached;
    }

    private void judge(CheckRound round, Volume volume) {
        VolumeBackupPlan backup = plan.each().ofVolume(volume.id(), null, null);
        new BackupState(backup.force()).judge(round, volume);
        new ChainCheck(backup).judge(round, volume);
    }

    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCloud(run);
        plan.each().remarks().forEach(run::caution);
        FoundVolumes found = FoundVolumes.of(round.get(SEEN).orElseThrow().attached());
        run.note("Server " + plan.server() + " has "
                + Count.of(found.volumes().size(), "volume") + " in cloud "
                + plan.each().cloud() + ". Their backups begin together, as group " + ServerBackups.group(run.journal())
                + ", and are not consistent with each other: each has its volume as it is at an instant of its own");
        found.volumes().forEach(volume -> run.note(volume.line()));
        run.found(FoundVolumes.FACT, found);
    }
}
