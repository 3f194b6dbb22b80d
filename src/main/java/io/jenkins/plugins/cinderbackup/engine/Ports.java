package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.engine.port.BackupEvents;
import io.jenkins.plugins.cinderbackup.engine.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.engine.port.CreationTurn;
import io.jenkins.plugins.cinderbackup.engine.port.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.port.Ticker;
import io.jenkins.plugins.cinderbackup.engine.port.Workloads;

/** All that one run's engine needs from outside. */
public record Ports(
        BlockStorage storage,
        Workloads workloads,
        JournalStore journals,
        RepositoryQueue queue,
        CreationTurn creations,
        BackupEvents events,
        Ticker ticker) {}
