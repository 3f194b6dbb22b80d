package io.jenkins.plugins.cinderbackup.endtoend;

import io.jenkins.plugins.cinderbackup.engine.Outcome;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunAccess;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunSemaphores;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClient;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClients;
import io.jenkins.plugins.cinderbackup.kubernetes.Fabric8Cluster;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.EndpointInterface;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.RunRemover;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A controller in a process of its own, which can be killed: begins the one run of a journals' folder, or goes on with it. */
final class ControllerProcess {
    static final RunId RUN = new RunId("00112233445566bb");

    private ControllerProcess() {}

    /** @param args Keystone's URL, the API server's URL, the folder of the journals */
    public static void main(String[] args) throws InterruptedException {
        run(args[0], args[1], Path.of(args[2]));
    }

    static RunReport run(String authUrl, String apiServer, Path journals) throws InterruptedException {
        Ticker ticker = Ticker.system();
        FileJournalStore store = new FileJournalStore(journals);
        RunJournal journal = store.load(RUN)
                .orElseGet(() -> BackupOperation.OPERATION.begin(
                        RUN, new Origin("jenkins", "nightly", "1"), plan(), Map.of(), ticker.now()));
        try (ClusterClients clusters = new ClusterClients();
                ClusterClient shared = clusters.open(cluster(apiServer))) {
            RunEngine engine = new RunEngine(BackupOperation.OPERATION, ports(authUrl, shared, store, ticker));
            Semaphore never = new Semaphore(0);
            while (true) {
                Outcome outcome = engine.advance(journal);
                if (outcome instanceof Outcome.Done done) {
                    engine.conclude(journal);
                    return done.report();
                }
                never.tryAcquire(((Outcome.Again) outcome).after().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What the background does of the run so much later. */
    static void removeTheRest(String authUrl, String apiServer, Path journals, Duration later) {
        Ticker ticker = () -> Ticker.system().now().plus(later);
        FileJournalStore store = new FileJournalStore(journals);
        try (ClusterClients clusters = new ClusterClients();
                ClusterClient shared = clusters.open(cluster(apiServer))) {
            Ports ports = ports(authUrl, shared, store, ticker);
            store.load(RUN).ifPresent(journal -> {
                PhaseStatus step = PhaseStatus.ACTED;
                while (step == PhaseStatus.ACTED) {
                    step = new RunRemover(journal, ports).advance();
                }
            });
        }
    }

    private static ClusterConnection cluster(String apiServer) {
        return new ClusterConnection(apiServer, null, new ClusterConnection.Credential.Token("canary-token"), null);
    }

    private static Ports ports(String authUrl, ClusterClient cluster, FileJournalStore store, Ticker ticker) {
        CloudSettings cloud = new CloudSettings(
                authUrl,
                OpenstackSimulator.password(OpenstackSimulator.PASSWORD),
                OpenstackSimulator.REGION,
                EndpointInterface.PUBLIC,
                ConnectionSettings.DEFAULT);
        return new Ports(
                new OpenstackClouds().blockStorage(cloud),
                null,
                new Fabric8Cluster(cluster, ticker, ControllerProcess::repository),
                store,
                BackupCatalog.NONE,
                new RunSemaphores(),
                new RunSemaphores().turns(() -> "cloud", () -> 1, () -> {}),
                RunAccess.UNCHECKED,
                event -> {},
                ticker,
                UnaryOperator.identity());
    }

    private static RepositoryEnvironment repository() {
        return RepositoryEnvironment.of(RepositoryUrl.parse(plan().repository().url()), "canary-restic-password");
    }

    private static BackupPlan plan() {
        return new BackupPlan(
                "cloud",
                "cluster",
                "shop",
                "db",
                null,
                "ext4",
                new BackupPlan.SnapshotSettings(true, Duration.ofMinutes(1), "backup", 1, 0),
                new BackupPlan.TemporaryVolume(null, null, null, Duration.ofMinutes(1)),
                new RepositorySettings(
                        "s3:https://s3.example.org/backups", null, false, true, false, Duration.ofMinutes(1)),
                "shop-db",
                List.of("/"),
                List.of("lost+found"),
                List.of(),
                new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), true),
                new ContainerResources("200m", "256Mi", "2", "2Gi"),
                new JobSettings(
                        "restic/restic:0.18.1",
                        "IfNotPresent",
                        List.of(),
                        "backups",
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        null,
                        Map.of(),
                        List.of(),
                        null,
                        Map.of(),
                        Map.of(),
                        0),
                Duration.ofMinutes(1),
                new BackupPlan.Guard(100, null, null, false, List.of()),
                false,
                List.of(),
                Objective.NONE);
    }
}
