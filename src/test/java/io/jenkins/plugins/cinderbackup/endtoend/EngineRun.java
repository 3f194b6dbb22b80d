package io.jenkins.plugins.cinderbackup.endtoend;

import io.jenkins.plugins.cinderbackup.engine.BackupEngine;
import io.jenkins.plugins.cinderbackup.engine.BackupJournal;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupReport;
import io.jenkins.plugins.cinderbackup.engine.CreationQueue;
import io.jenkins.plugins.cinderbackup.engine.Origin;
import io.jenkins.plugins.cinderbackup.engine.Outcome;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RepositoryQueue;
import io.jenkins.plugins.cinderbackup.engine.RunId;
import io.jenkins.plugins.cinderbackup.engine.phase.Procedures;
import io.jenkins.plugins.cinderbackup.engine.port.BackupEvents;
import io.jenkins.plugins.cinderbackup.engine.port.Ticker;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesClusters;
import io.jenkins.plugins.cinderbackup.kubernetes.KubernetesWorkloads;
import io.jenkins.plugins.cinderbackup.openstack.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Drives runs to their end in the calling thread, with the adapters as shipped and no Jenkins.
 *
 * @param journals the folder of the journals
 */
record EngineRun(
        CloudSettings cloud,
        ClusterConnection cluster,
        Supplier<RepositoryEnvironment> repository,
        Path journals,
        BackupEvents events) {

    BackupReport run(BackupPlan plan) throws InterruptedException {
        Ticker ticker = Ticker.system();
        BackupJournal journal =
                new BackupJournal(RunId.random(), new Origin("jenkins", "nightly", "1"), plan, Map.of(), ticker.now());
        try (KubernetesClusters clusters = new KubernetesClusters();
                KubernetesCluster shared = clusters.open(cluster)) {
            KubernetesWorkloads workloads = new KubernetesWorkloads(shared, ticker, repository);
            Ports ports = new Ports(
                    new OpenstackClouds().blockStorage(cloud),
                    workloads,
                    new FileJournalStore(journals),
                    new RepositoryQueue(),
                    new CreationQueue().turns(() -> "cloud", () -> 1, () -> {}),
                    events,
                    ticker,
                    UnaryOperator.identity());
            Semaphore changed = new Semaphore(0);
            try (var subscription = workloads.subscribe(plan.job().namespace(), journal.run(), changed::release)) {
                return drive(new BackupEngine(Procedures.backup(), ports), journal, changed);
            }
        }
    }

    private static BackupReport drive(BackupEngine engine, BackupJournal journal, Semaphore changed)
            throws InterruptedException {
        while (true) {
            Outcome outcome = engine.advance(journal);
            if (outcome instanceof Outcome.Done done) {
                return done.report();
            }
            changed.tryAcquire(((Outcome.Again) outcome).after().toMillis(), TimeUnit.MILLISECONDS);
            changed.drainPermits();
        }
    }
}
