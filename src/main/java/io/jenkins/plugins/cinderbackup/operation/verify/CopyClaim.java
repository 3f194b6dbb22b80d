package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePoint;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.cluster.BoundClaim;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.List;
import java.util.Optional;

/**
 * The temporary PVC over the copy, mounted as it was for the backup: with {@code ro}.
 *
 * @param namespace where the Jobs live
 */
record CopyClaim(Names names, String namespace) implements BoundClaim {
    @Override
    public NewClaim claim(RunContext run) {
        return temporary(fsType(run)).claim(run);
    }

    @Override
    public NewPersistentVolume volume(RunContext run, String claimUid) {
        return temporary(fsType(run)).volume(run, claimUid);
    }

    /** Of a volume that was backed up by its id alone only the backup knows it. */
    private static String fsType(RunContext run) {
        return RestorePoint.of(run.journal())
                .map(point -> point.volume().fsType())
                .filter(type -> !type.isEmpty())
                .orElse(NewPersistentVolume.DEFAULT_FS);
    }

    private TemporaryClaim temporary(String fsType) {
        return new TemporaryClaim(names, namespace, null, null, fsType);
    }

    /** Both, as far as they are known before the backup is found. */
    List<ClusterObject> rehearsal(RunContext run) {
        TemporaryClaim temporary = temporary(NewPersistentVolume.DEFAULT_FS);
        TemporaryClaim.Source source = new TemporaryClaim.Source(
                Optional.empty(),
                new SourceVolume(Rehearsal.NO_ID, "", 1, ""),
                run.journal().ownership());
        return List.of(temporary.claim(source), temporary.volume(source, Rehearsal.NO_ID, Rehearsal.NO_ID));
    }

    /** The name of both. */
    String name(RunContext run) {
        return names.kubernetes(run.journal().run(), "");
    }

    @Override
    public String label() {
        return "PVC of the copy";
    }
}
