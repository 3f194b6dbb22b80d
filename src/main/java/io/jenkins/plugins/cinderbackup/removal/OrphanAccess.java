package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunAccess;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunSemaphores;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The way to the cloud and the cluster in which something of a run was found, for one attempt. A run of which only one has anything needs no other. */
public final class OrphanAccess implements RemovalAccess {
    private static final String CLOUD = "cloud";
    private static final String CLUSTER = "cluster";

    private final JournalStore journals;
    private final Ticker ticker;

    @CheckForNull
    private final ScanTarget.Access cloud;

    @CheckForNull
    private final ScanTarget.Access cluster;

    /**
     * Opens it.
     *
     * @param journals where the journal is kept
     * @throws PermanentException if there is no way to one of them any more
     */
    public OrphanAccess(
            @NonNull RunJournal journal,
            @NonNull ScanTargets targets,
            @NonNull JournalStore journals,
            @NonNull Ticker ticker) {
        this.journals = journals;
        this.ticker = ticker;
        cloud = open(journal, CLOUD, targets);
        try {
            cluster = open(journal, CLUSTER, targets);
        } catch (BackupException e) {
            close(cloud);
            throw e;
        }
    }

    /** How they are found again, as the journal keeps it. */
    static Map<String, String> connections(OrphanGroup group) {
        Map<String, String> connections = new HashMap<>();
        group.targets(true).forEach(target -> connections.put(CLOUD, target.name()));
        group.targets(false).forEach(target -> connections.put(CLUSTER, target.name()));
        return connections;
    }

    @CheckForNull
    private static ScanTarget.Access open(RunJournal journal, String kind, ScanTargets targets) {
        Object name = journal.connections().get(kind);
        return name == null
                ? null
                : targets.named(kind.equals(CLOUD), name.toString()).open();
    }

    @Override
    public List<Finding> problems() {
        return List.of();
    }

    @Override
    public Ports ports() {
        return new Ports(
                cloud == null ? null : cloud.storage(),
                cloud == null ? null : cloud.backups(),
                cluster == null ? null : cluster.cluster(),
                journals,
                BackupCatalog.NONE,
                new RunSemaphores(),
                new RunSemaphores().turns(() -> "", () -> 0, () -> {}),
                RunAccess.UNCHECKED,
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

    private static void close(@CheckForNull ScanTarget.Access access) {
        if (access != null) {
            access.close();
        }
    }
}
