package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.CreationQueue;
import io.jenkins.plugins.cinderbackup.engine.Forgetful;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RepositoryQueue;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.List;

/** The way to the cloud and the cluster in which something of a run was found, for one look. A run of which only one has anything needs no other. */
final class OrphanRemovalAccess implements RemovalAccess {
    private final Ticker ticker;
    private final ScanTarget.Access cloud;
    private final ScanTarget.Access cluster;

    /** @throws PermanentException if there is no way to one of them any more */
    OrphanRemovalAccess(OrphanGroup group, Ticker ticker) {
        this.ticker = ticker;
        cloud = open(group.places(true));
        try {
            cluster = open(group.places(false));
        } catch (BackupException e) {
            close(cloud);
            throw e;
        }
    }

    private static ScanTarget.Access open(List<ScanTarget> places) {
        return places.isEmpty() ? null : places.get(0).open();
    }

    @Override
    public List<Finding> problems() {
        return List.of();
    }

    @Override
    public Ports ports() {
        return new Ports(
                cloud == null ? null : cloud.storage(),
                cluster == null ? null : cluster.cluster(),
                new Forgetful(),
                new RepositoryQueue(),
                new CreationQueue().turns(() -> "", () -> 0, () -> {}),
                event -> {},
                ticker,
                text -> masked(cluster, masked(cloud, text)));
    }

    private static String masked(@CheckForNull ScanTarget.Access access, String text) {
        return access == null ? text : access.masking().apply(text);
    }

    @Override
    public void close() {
        close(cluster);
        close(cloud);
    }

    private static void close(ScanTarget.Access access) {
        if (access != null) {
            access.close();
        }
    }
}
