package io.jenkins.plugins.cinderbackup.endtoend;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Outcome;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunAccess;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunListener;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunSemaphores;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClients;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.port.Ticker;
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
        RunListener events) {

    RunReport run(BackupPlan plan) throws InterruptedException {
        return run(BackupOperation.OPERATION, plan, plan.job().namespace());
    }

    RunReport run(RestorePlan plan) throws InterruptedException {
        return run(RestoreOperation.OPERATION, plan, plan.job().namespace());
    }

    private <P extends Plan> RunReport run(Operation<P> operation, P plan, String namespace)
            throws InterruptedException {
        Ticker ticker = Ticker.system();
        RunJournal journal =
                operation.begin(RunId.random(), new Origin("jenkins", "nightly", "1"), plan, Map.of(), ticker.now());
        try (ClusterClients clusters = new ClusterClients();
                ClusterClient shared = clusters.open(cluster)) {
            Fabric8Cluster workloads = new Fabric8Cluster(shared, ticker, repository);
            Ports ports = new Ports(
                    new OpenstackClouds().blockStorage(cloud),
                    null,
                    workloads,
                    new FileJournalStore(journals),
                    BackupCatalog.NONE,
                    new RunSemaphores(),
                    new RunSemaphores().turns(() -> "cloud", () -> 1, () -> {}),
                    RunAccess.UNCHECKED,
                    events,
                    ticker,
                    UnaryOperator.identity());
            Semaphore changed = new Semaphore(0);
            try (var subscription = workloads.subscribe(namespace, journal.run(), changed::release)) {
                return drive(new RunEngine(operation, ports), journal, changed);
            }
        }
    }

    private static RunReport drive(RunEngine engine, RunJournal journal, Semaphore changed)
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
