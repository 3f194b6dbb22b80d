package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.cinderbackup.catalog.FileCatalog;
import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunHistory;
import io.jenkins.plugins.cinderbackup.engine.RunSemaphores;
import io.jenkins.plugins.cinderbackup.journal.BackupHistory;
import io.jenkins.plugins.cinderbackup.journal.CheckedParts;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterClients;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.BackgroundRemoval;
import io.jenkins.plugins.cinderbackup.removal.OrphanAccess;
import io.jenkins.plugins.cinderbackup.removal.OrphanScan;
import io.jenkins.plugins.cinderbackup.removal.OrphanScanner;
import io.jenkins.plugins.cinderbackup.removal.RemovalStore;
import io.jenkins.plugins.cinderbackup.removal.ScanTargets;
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import io.jenkins.plugins.cinderbackup.runtime.DriverThreads;
import io.jenkins.plugins.cinderbackup.runtime.SharedSaves;
import io.jenkins.plugins.cinderbackup.runtime.StartPacing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.YesNoMaybe;
import jenkins.model.Jenkins;

/** What all runs of a controller share: its clouds and clusters, the queue for repositories, the journals, and the threads. */
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class BackupServices {
    private static final Logger LOGGER = Logger.getLogger(BackupServices.class.getName());

    private final OpenstackClouds clouds = new OpenstackClouds();
    private final ClusterClients clusters = new ClusterClients();
    private final RunSemaphores semaphores = new RunSemaphores();
    private final StartPacing startPacing = new StartPacing(Ticker.system());
    private final JournalStore journals;
    private final BackupHistory history;
    private final FileCatalog catalog;
    private final CheckedParts checkedParts;
    private final DrivenRuns driven = new DrivenRuns();
    private final HomeIdentity home;
    private final BackgroundRemoval removal;
    private final DriverThreads threads = new DriverThreads();
    private final SharedSaves saves = new SharedSaves(threads.shared());
    private final OrphanScanner scanner;

    public BackupServices() {
        Path folder = Jenkins.get().getRootDir().toPath().resolve("cinder-snapshot-backup");
        journals = new FileJournalStore(folder.resolve("journals"));
        history = new BackupHistory(folder.resolve("history"), journals);
        catalog = new FileCatalog(folder.resolve("catalog"), history::unsettled);
        checkedParts = new CheckedParts(folder.resolve("checked-parts.json"));
        home = HomeIdentity.of(
                folder, folder.toString(), machine(), Ticker.system().now(), journals::runs);
        JournalStore found = new FileJournalStore(folder.resolve("orphans"));
        ScanTargets targets = new ConfiguredScanTargets(this);
        removal = new BackgroundRemoval(
                new RemovalStore(
                        journals, new RemovalState(folder.resolve("removals")), journal -> JobAccess.of(this, journal)),
                new RemovalStore(
                        found,
                        new RemovalState(folder.resolve("orphan-removals")),
                        journal -> new OrphanAccess(journal, targets, found, Ticker.system())),
                home,
                driven,
                Ticker.system());
        scanner = new OrphanScanner(targets, removal, Ticker.system(), OrphanScan.Threads.of(threads.shared()));
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOGGER.log(Level.FINE, e, () -> "The machine has no name that resolves");
            return "";
        }
    }

    /** The ones of this controller. */
    @NonNull
    public static BackupServices get() {
        return ExtensionList.lookupSingleton(BackupServices.class);
    }

    /** Rests all runs when the controller shuts down; each goes on from its journal when it is up again. */
    @Terminator
    public static void stop() {
        get().close();
    }

    private void close() {
        threads.close();
        clusters.close();
    }

    OpenstackClouds clouds() {
        return clouds;
    }

    ClusterClients clusters() {
        return clusters;
    }

    DrivenRuns driven() {
        return driven;
    }

    /** The removal of what runs have left behind. */
    @NonNull
    public BackgroundRemoval removal() {
        return removal;
    }

    /** Which runs this home has made; nobody goes on with others. */
    @NonNull
    public HomeIdentity home() {
        return home;
    }

    /** Finds what carries our tags, whoever made it, and has it removed. */
    @NonNull
    public OrphanScanner scanner() {
        return scanner;
    }

    RunSemaphores semaphores() {
        return semaphores;
    }

    /** How long from now the next run is to begin; nothing, unless many begin at once. */
    @NonNull
    public Duration nextBegin() {
        return startPacing.join();
    }

    /** The journals of the runs that are not finished, or have left something behind. */
    @NonNull
    public JournalStore journals() {
        return journals;
    }

    /** What the controller remembers of earlier backups. */
    @NonNull
    public BackupHistory history() {
        return history;
    }

    /** Which backups there are, as far as the controller knows. */
    @NonNull
    public FileCatalog catalog() {
        return catalog;
    }

    /** Which part of a repository a check has read last. */
    @NonNull
    public CheckedParts checkedParts() {
        return checkedParts;
    }

    /** All that remember runs; each is told of every run that begins and ends. */
    @NonNull
    public List<RunHistory> histories() {
        return List.of(history, catalog, checkedParts);
    }

    /** How the builds of runs are saved. */
    @NonNull
    public SharedSaves saves() {
        return saves;
    }

    DriverThreads driverThreads() {
        return threads;
    }

    /** A few threads for what is no look at a run; nothing may block them longer than one call. */
    @NonNull
    public ScheduledExecutorService threads() {
        return threads.shared();
    }
}
