package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.page.ConsoleEvents;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What one run writes, with the real engine on a virtual clock. */
public final class Costs {
    /** A file is flushed, and then its folder; its removal flushes the folder. */
    private static final int FSYNCS_A_WRITE = 2;

    private Costs() {}

    /**
     * @param console bytes on the console
     * @param journal bytes written to the journal, and how often
     * @param invocations restic commands
     */
    public record Cost(RunResult result, int console, long journal, int writes, int fsyncs, int invocations) {
        /** Whether the backup was made as it should be. */
        public boolean isSuccess() {
            return result == RunResult.SUCCESS;
        }
    }

    /**
     * Runs a backup whose restic takes that long.
     *
     * @param folder an empty one, for the journal
     * @param retention whether restic's forget follows
     */
    public static Cost of(Duration restic, boolean retention, Path folder) {
        World world = new World();
        world.plan.timeout = restic.plusHours(1);
        if (retention) {
            world.plan.retention = World.KEEP_SEVEN;
        }
        world.workloads.script(Kind.BACKUP, ResticScript.success(Kind.BACKUP).running(restic));
        world.begin();
        CountingStore store = new CountingStore(new FileJournalStore(folder), folder);
        world.engine = new RunEngine(
                BackupOperation.OPERATION,
                new Ports(
                        world.storage,
                        world.backups,
                        world.workloads,
                        store,
                        BackupCatalog.NONE,
                        world.queue,
                        world.creations.turns(() -> "cloud", () -> 1, () -> {}),
                        RunAccess.UNCHECKED,
                        world.events,
                        world.ticker,
                        UnaryOperator.identity()));
        RunReport report = world.runToEnd();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleEvents console = new ConsoleEvents(
                world.journal.plan().subject(),
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                UnaryOperator.identity());
        world.events.of(RunEvent.class).forEach(console::accept);
        return new Cost(
                report.result(),
                bytes.size(),
                store.bytes,
                store.writes,
                FSYNCS_A_WRITE * store.writes + 1,
                Invocations.of(world.journal).all().size());
    }

    private static final class CountingStore implements JournalStore {
        private final JournalStore store;
        private final Path folder;
        private long bytes;
        private int writes;

        CountingStore(JournalStore store, Path folder) {
            this.store = store;
            this.folder = folder;
        }

        @Override
        public void save(RunJournal journal) {
            store.save(journal);
            writes++;
            try (Stream<Path> files = Files.list(folder)) {
                bytes += files.mapToLong(file -> file.toFile().length()).sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<RunJournal> load(RunId run) {
            return store.load(run);
        }

        @Override
        public List<RunId> runs() {
            return store.runs();
        }

        @Override
        public void remove(RunId run) {
            store.remove(run);
        }
    }
}
