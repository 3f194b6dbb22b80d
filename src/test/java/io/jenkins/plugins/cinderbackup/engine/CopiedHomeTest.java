package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.journal.JournalFormat;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.removal.RunRemover;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Two controllers over one site: the home is copied at each moment of a run, and the copy removes what its journal names once the run is past its end. */
class CopiedHomeTest {
    private final World original = new World();

    /** The journal as it was stored at each look until the run is over. */
    private Set<String> journalsAtEachMoment() {
        original.plan.retention = World.KEEP_SEVEN;
        original.plan.keepLast = 2;
        original.plan.keepForDays = 1;
        for (int days = 1; days < 5; days++) {
            original.storage.addKeptSnapshot(
                    "old-" + days, World.SOURCE, Duration.ofDays(days).plusHours(1));
        }
        Set<String> journals = new LinkedHashSet<>();
        original.begin();
        RunReport report = original.drive(journal -> {
            if (!original.store.runs().isEmpty()) {
                journals.add(original.store.text(original.run));
            }
            return false;
        });
        original.publish(report);
        return journals;
    }

    /** Removes in the copy until there is nothing left to do. */
    private void removeInTheCopy(String journal) throws Exception {
        InMemoryJournalStore copied = new InMemoryJournalStore(original.calls);
        RunJournal run = JournalFormat.read(journal.getBytes(StandardCharsets.UTF_8));
        copied.save(run);
        Ports ports = new Ports(
                original.storage,
                original.backups,
                original.workloads,
                copied,
                BackupCatalog.NONE,
                new RunSemaphores(),
                original.creations.turns(() -> "cloud", () -> 1, () -> {}),
                RunAccess.UNCHECKED,
                event -> {},
                original.ticker,
                UnaryOperator.identity());
        for (int looks = 0; looks < 2000 && !copied.runs().isEmpty(); looks++) {
            if (new RunRemover(run, ports).advance() != PhaseStatus.ACTED) {
                original.ticker.advance(Duration.ofSeconds(1));
            }
        }
        assertThat(copied.runs()).as("the removal ends").isEmpty();
    }

    @Test
    void theCopyLosesTheOriginalNoneOfItsKeptSnapshotsWheneverItWasCopied() throws Exception {
        Set<String> journals = journalsAtEachMoment();
        List<String> kept = original.storage.keptSnapshots();
        List<String> lost = new ArrayList<>();

        for (String journal : journals) {
            removeInTheCopy(journal);
            if (!original.storage.keptSnapshots().equals(kept)) {
                lost.add(journal);
                break;
            }
        }

        assertThat(journals).hasSizeGreaterThan(15);
        assertThat(kept).hasSize(2);
        assertThat(lost).as("journals whose removal took a kept snapshot").isEmpty();
    }
}
