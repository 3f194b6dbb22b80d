package io.jenkins.plugins.cinderbackup.journal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunHistory;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.backup.Settlement;
import io.jenkins.plugins.cinderbackup.operation.backup.Soundness;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * What the controller remembers of the backups of each {@linkplain SnapshotGroup group} in each repository, whichever jobs have made them and beyond the
 * life of jobs and builds: by it a backup that has shrunk, a wiped repository, and a backup of which nobody knows what it is worth are noticed. One small
 * file for a group in a repository; of too many the ones go that were not used for longest.
 *
 * <p>It is an aid and no record: what cannot be read counts as nothing, and what cannot be written is said to the operator. May be used by several
 * threads.
 */
public final class BackupHistory implements RunHistory {
    private static final Logger LOGGER = Logger.getLogger(BackupHistory.class.getName());
    private static final String WHAT = "The history of backups";
    /** About 2 MB. */
    private static final int MAX_FILES = 5_000;
    /** As many runs that end in an unknown way as nobody leaves as they are. */
    private static final int MAX_UNSETTLED = 50;

    private final JsonFolder<Entry> files;
    private final JournalStore journals;

    /**
     * @param folder is made when the first run is written down
     * @param journals which runs are not over
     */
    public BackupHistory(@NonNull Path folder, @NonNull JournalStore journals) {
        this(folder, journals, MAX_FILES);
    }

    BackupHistory(Path folder, JournalStore journals, int maxFiles) {
        this.files = new JsonFolder<>(folder, Entry.class, WHAT, maxFiles);
        this.journals = journals;
    }

    /**
     * What is remembered of a group in a repository.
     *
     * @param repository the repository's key
     * @param used whether there was a backup
     * @param files files of the last sound backup, or null if there was none
     * @param bytes its bytes, or null
     * @param unsoundLeft whether snapshots may be left that are not sound
     * @param unsettled the runs of whose backup, if any, nobody knows what it is worth; those that are not over are among them
     */
    public record Entry(
            @NonNull SnapshotGroup group,
            @NonNull String repository,
            boolean used,
            @CheckForNull Long files,
            @CheckForNull Long bytes,
            boolean unsoundLeft,
            @NonNull List<RunId> unsettled) {
        /** @throws NullPointerException if one is missing that must be there, as in a torn file */
        public Entry {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(repository, "repository");
            Objects.requireNonNull(unsettled, "unsettled");
        }

        private static Entry first(BackupPlan plan) {
            // What an earlier controller has left in the repository is looked for once
            return new Entry(plan.group(), plan.repository().key(), false, null, null, true, List.of());
        }

        private Entry with(RunId run) {
            List<RunId> more = new ArrayList<>(unsettled);
            more.add(run);
            return new Entry(
                    group,
                    repository,
                    used,
                    files,
                    bytes,
                    unsoundLeft,
                    more.subList(Math.max(0, more.size() - MAX_UNSETTLED), more.size()));
        }

        private Entry after(RunJournal journal) {
            List<RunId> left = new ArrayList<>(unsettled);
            Settlement settlement = new Settlement(journal);
            if (settlement.isSettled()) {
                left.remove(journal.run());
            }
            if (settlement.hasSetApart()) {
                left.removeAll(BackupFacts.plan(journal).guard().unsettled());
            }
            Optional<BackupSummary> summary = BackupFacts.summary(journal);
            Optional<BackupSummary> measure =
                    summary.filter(made -> Soundness.of(journal).isSound());
            return new Entry(
                    group,
                    repository,
                    used || summary.isPresent(),
                    measure.map(BackupSummary::totalFilesProcessed).orElse(files),
                    measure.map(BackupSummary::totalBytesProcessed).orElse(bytes),
                    journal.facts().get(BackupFacts.UNSOUND_LEFT).orElse(unsoundLeft),
                    left);
        }
    }

    /**
     * What a backup of the group is to be compared with, and what is to be settled after it.
     *
     * @param maxShrinkPercent see {@link BackupPlan.Guard}
     */
    @NonNull
    public BackupPlan.Guard guard(@NonNull SnapshotGroup group, @NonNull String repository, int maxShrinkPercent) {
        return files.read(name(group, repository))
                .map(entry -> new BackupPlan.Guard(
                        maxShrinkPercent,
                        entry.files(),
                        entry.bytes(),
                        entry.unsoundLeft(),
                        entry.unsettled().stream().filter(this::isOver).toList()))
                .orElseGet(() -> new BackupPlan.Guard(maxShrinkPercent, null, null, true, List.of()));
    }

    private boolean isOver(RunId run) {
        try {
            return journals.load(run)
                    .map(journal -> journal.report().isPresent())
                    .orElse(true);
        } catch (PermanentException e) {
            LOGGER.log(Level.FINE, e, () -> "Run " + run + " counts as one that is not over");
            return false;
        }
    }

    /** Whether the controller has backed up to the repository before, whichever source. */
    public boolean hasUsed(@NonNull String repository) {
        String prefix = JsonFolder.hash(repository);
        return files.names().stream()
                .filter(name -> name.startsWith(prefix))
                .flatMap(name -> files.read(name).stream())
                .anyMatch(entry -> entry.used() && entry.repository().equals(repository));
    }

    /**
     * The ids of the runs of whose backup, if any, nobody knows what it is worth, in the group that these tell; those that are not over are among them.
     *
     * @param repository its key
     * @param pathsHash see {@link SnapshotGroup#pathsHash}
     */
    @NonNull
    public Set<String> unsettled(
            @NonNull String repository, @NonNull String source, @NonNull String host, @NonNull String pathsHash) {
        return files.read(name(repository, source, host, pathsHash)).stream()
                .flatMap(entry -> entry.unsettled().stream())
                .map(RunId::value)
                .collect(Collectors.toSet());
    }

    /** Writes down that a run begins that may make a backup. */
    @Override
    public void begin(@NonNull RunJournal journal) {
        if (mayMakeBackup(journal)) {
            update(journal, entry -> entry.with(journal.run()));
        }
    }

    /** Writes down what became of the backup of a run that is over. */
    @Override
    public void end(@NonNull RunJournal journal) {
        if (mayMakeBackup(journal)) {
            update(journal, entry -> entry.after(journal));
        }
    }

    private static boolean mayMakeBackup(RunJournal journal) {
        return BackupOperation.OPERATION.isOf(journal) && !journal.plan().dryRun();
    }

    private void update(RunJournal journal, UnaryOperator<Entry> change) {
        BackupPlan plan = BackupFacts.plan(journal);
        try {
            files.update(
                    name(plan.group(), plan.repository().key()),
                    known -> change.apply(known.orElseGet(() -> Entry.first(plan))));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> WHAT + " cannot be written");
        }
    }

    private static String name(SnapshotGroup group, String repository) {
        return name(repository, group.source(), group.host(), group.pathsHash());
    }

    private static String name(String repository, String source, String host, String pathsHash) {
        return JsonFolder.hash(repository) + "-" + JsonFolder.hash(source, host, pathsHash);
    }
}
