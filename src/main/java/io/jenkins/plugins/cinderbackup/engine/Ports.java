package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.CreationTurn;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import java.util.function.UnaryOperator;

/**
 * All that one run's engine needs from outside.
 *
 * @param masking takes secrets out of a text, which a server, a node or restic may quote, before the run tells or keeps it
 */
public record Ports(
        BlockStorage storage,
        VolumeBackups backups,
        Cluster cluster,
        JournalStore journals,
        BackupCatalog catalog,
        RunSemaphores queue,
        CreationTurn creations,
        RunAccess access,
        RunListener events,
        Ticker ticker,
        UnaryOperator<String> masking) {}
