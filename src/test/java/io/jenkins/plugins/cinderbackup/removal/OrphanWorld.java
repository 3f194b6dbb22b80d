package io.jenkins.plugins.cinderbackup.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A scanner and a background removal over what runs have left, with a clock that is moved by hand. */
final class OrphanWorld extends OrphanSite {
    /** More attempts than any removal needs whose servers answer at once. */
    private static final int MANY = 500;

    /** How far the clock of Jenkins is ahead. */
    volatile Duration ahead = Duration.ZERO;

    private final Ticker ticker = () -> Ticker.system().now().plus(ahead);
    final Path folder;
    final JournalStore journals;
    final JournalStore orphans;
    final DrivenRuns driven = new DrivenRuns();
    /** Where targets are scanned: in place. */
    Executor threads = Runnable::run;
    /** What is to be done at the time limit of a scan. */
    final List<Runnable> limits = new ArrayList<>();

    BackgroundRemoval removal;
    OrphanScanner scanner;

    /** @param folder where journals are kept */
    OrphanWorld(Path folder) throws Exception {
        this.folder = folder;
        journals = new FileJournalStore(folder.resolve("journals"));
        orphans = new FileJournalStore(folder.resolve("orphans"));
        restart();
    }

    /** Nothing is known but what is on the disk. */
    void restart() {
        ScanTargets configured = configured();
        removal = new BackgroundRemoval(
                new RemovalStore(journals, new RemovalState(folder.resolve("removals")), journal -> {
                    throw PermanentException.of("no run of here has a way");
                }),
                new RemovalStore(
                        orphans,
                        new RemovalState(folder.resolve("orphan-removals")),
                        journal -> new OrphanAccess(journal, configured, orphans, ticker)),
                HomeIdentity.of(folder, "/var/jenkins_home", "jenkins-0", ticker.now(), journals::runs),
                driven,
                ticker);
        removal.begin(journal -> RunOwner.OVER, run -> {}, journal -> {});
        removal.refresh();
        scanner = new OrphanScanner(
                configured,
                removal,
                ticker,
                new OrphanScan.Threads(task -> threads.execute(task), (pause, task) -> limits.add(task)));
    }

    /** What the last scan says of the target whose label contains that. */
    ScanReport.Target seen(String label) {
        return scanner.report().targets().stream()
                .filter(target -> target.label().contains(label))
                .findFirst()
                .orElseThrow();
    }

    ScanReport scan() {
        scanner.scan();
        return scanner.report();
    }

    OrphanReport found(RunId run) {
        return scanner.report().runs().stream()
                .filter(found -> run.equals(found.run()))
                .findFirst()
                .orElseThrow();
    }

    /** Confirms all, and tries to remove it until nothing more is done; answers for how many runs that was. */
    int remove() {
        int runs = confirm(null);
        settle();
        return runs;
    }

    /** @param only the one run that is meant; null for all */
    int confirm(RunId only) {
        return scanner.remove(scanner.report().startedAt(), only);
    }

    /** Goes through the pauses of the removal until nothing is being removed any more. */
    void settle() {
        for (int attempts = 0; !orphans.runs().isEmpty(); attempts++) {
            assertThat(attempts).as("attempts").isLessThan(MANY);
            attempt();
        }
    }

    /** Lets the removal try what is due, and the clock go on until it is called again. */
    void attempt() {
        ahead = ahead.plus(removal.next());
    }

    /** Scans, confirms all, and tries to remove it until nothing more is done. */
    int scanAndRemove() {
        scan();
        return remove();
    }

    OrphanRemovalProgress progress(RunId run) {
        return scanner.progress(run).orElseThrow();
    }
}
