package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunHistory;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.FolderDigest;
import io.jenkins.plugins.cinderbackup.journal.JsonFolder;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.LostBackups;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupFacts;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalog as files, one for a source in a repository, or for a volume that Cinder backs up. It is a view: written by runs that are over from what they have found
 * out, and from each list that restic gives of a repository, from which it can be rebuilt; and it outlives jobs and builds. May be used by several threads.
 */
public final class FileCatalog implements BackupCatalog, RunHistory {
    private static final Logger LOGGER = Logger.getLogger(FileCatalog.class.getName());
    private static final String WHAT = "The catalog of backups";
    /** Sources come and go; about 40 MB. */
    private static final int MAX_SOURCES = 20_000;
    /** See {@link BackedUpSource#fileName()}. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}-[0-9a-f]{24}");

    private final JsonFolder<SourceCatalog> files;
    private final UnsettledRuns unsettled;
    private final FolderDigest<SourceOutline, SourceSummary> summaries;

    /**
     * @param folder is made when the first run is written down
     * @param unsettled which runs' backups are not to be taken for sound
     */
    public FileCatalog(@NonNull Path folder, @NonNull UnsettledRuns unsettled) {
        this.files = new JsonFolder<>(folder, SourceCatalog.class, WHAT, MAX_SOURCES);
        this.unsettled = unsettled;
        this.summaries = files.digest(SourceOutline.class, (id, outline) -> outline.summary(id));
    }

    /** A few words on each source in each repository, in no order. They are kept, and only what has changed is read again. */
    @NonNull
    public List<SourceSummary> summaries() {
        return summaries.all();
    }

    /**
     * What is known of a source in a repository.
     *
     * @param id see {@link SourceSummary#id}; any text that is none is as good as one that is not known
     */
    @NonNull
    public Optional<SourceCatalog> ofId(@NonNull String id) {
        return ID.matcher(id).matches() ? files.read(id) : Optional.empty();
    }

    /** All of it, one file read after the other as the stream is used. */
    @NonNull
    public Stream<SourceCatalog> sources() {
        return files.names().stream().flatMap(name -> files.read(name).stream());
    }

    /** What is known of a source, in each repository that it was backed up to. */
    @NonNull
    public List<SourceCatalog> of(@NonNull String source) {
        String prefix = JsonFolder.hash(source);
        return files.names().stream()
                .filter(name -> name.startsWith(prefix))
                .flatMap(name -> files.read(name).stream())
                .toList();
    }

    /**
     * What is known of a source in a repository.
     *
     * @param repository its key
     */
    @NonNull
    public Optional<SourceCatalog> of(@NonNull String source, @NonNull String repository) {
        return files.read(BackedUpSource.fileName(source, repository));
    }

    /**
     * What is known of the sources that were backed up to a repository, one file read after the other as the stream is used.
     *
     * @param repository its key
     */
    @NonNull
    public Stream<SourceCatalog> in(@NonNull String repository) {
        String suffix = "-" + JsonFolder.hash(repository);
        return files.names().stream().filter(name -> name.endsWith(suffix)).flatMap(name -> files.read(name).stream());
    }

    @NonNull
    @Override
    public SourceStatus status(
            @NonNull String source, @NonNull List<String> paths, @NonNull RepositorySettings repository) {
        return of(source, repository.key()).map(known -> known.status(paths)).orElse(SourceStatus.NEVER);
    }

    @NonNull
    @Override
    public Optional<Instant> lastTrial(@NonNull String source, @NonNull RepositorySettings repository) {
        return of(source, repository.key()).flatMap(SourceCatalog::lastTrial);
    }

    @Override
    public void begin(@NonNull RunJournal journal) {
        BackupRun.of(journal)
                .ifPresent(run -> run.source(this).ifPresent(source -> remember(source, known -> known.began(run))));
    }

    @Override
    public void end(@NonNull RunJournal journal) {
        BackupRun.of(journal)
                .ifPresent(run -> run.source(this).ifPresent(source -> {
                    remember(source, run::ended);
                    forgetCinderSnapshots(source.source(), run.removedCinderSnapshots());
                }));
        if (VerifyOperation.OPERATION.isOf(journal) && !journal.plan().dryRun()) {
            proved(new MadeProof(journal));
        }
        VolumeBackupFacts.lost(journal).ifPresent(lost -> forgetVolumeBackups(journal, lost));
    }

    private void forgetCinderSnapshots(String source, Set<String> gone) {
        if (!gone.isEmpty()) {
            of(source).forEach(catalog -> remember(catalog.subject(), known -> known.withoutCinderSnapshots(gone)));
        }
    }

    private void forgetVolumeBackups(RunJournal journal, LostBackups lost) {
        BackedUpSource.cloud(lost.cloudName(), journal.cloudSite())
                .map(cloud -> BackedUpSource.volume(cloud, lost.volumeId(), null))
                .flatMap(source -> ofId(source.fileName()))
                .ifPresent(known -> remember(known.subject(), latest -> latest.withoutVolumeBackups(lost.ids())));
    }

    /** A name that was misspelt makes no source; a PVC that was found in the cluster does, so that it is known that its turn was. */
    private void proved(MadeProof made) {
        Proof proof = made.proof();
        made.source()
                .filter(source -> proof.backup() != null
                        || made.sampled()
                        || of(source, made.repository().key()).isPresent())
                .ifPresent(
                        source -> remember(BackedUpSource.of(source, made.repository()), known -> known.proved(proof)));
    }

    /**
     * Nothing is promised of the source any more.
     *
     * @param id see {@link SourceSummary#id}
     */
    public void withdrawObjective(@NonNull String id) {
        ofId(id).ifPresent(known -> remember(known.subject(), SourceCatalog::withoutObjective));
    }

    private void remember(BackedUpSource source, UnaryOperator<SourceCatalog> change) {
        try {
            update(source, change);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> WHAT + " cannot be written. Listing the repository brings it up to date");
        }
    }

    private void update(BackedUpSource source, UnaryOperator<SourceCatalog> change) throws IOException {
        files.update(
                source.fileName(),
                known -> change.apply(
                        known.map(before -> before.called(source)).orElseGet(() -> SourceCatalog.empty(source))));
    }

    @Override
    public void listed(@NonNull RepositoryListing listing) {
        String repository = listing.repository().key();
        Map<String, List<ListedSnapshot>> bySource = listing.snapshots().stream()
                .filter(snapshot -> SnapshotTags.of(snapshot.tags()).isPresent())
                .collect(Collectors.groupingBy(snapshot ->
                        SnapshotTags.of(snapshot.tags()).orElseThrow().source()));
        Set<String> sources = new HashSet<>(bySource.keySet());
        sources.addAll(listing.filter().sources());
        if (listing.filter().sources().isEmpty()) {
            in(repository).forEach(known -> sources.add(known.source()));
        }
        try {
            for (String source : sources) {
                listed(listing, source, bySource.getOrDefault(source, List.of()));
            }
        } catch (IOException e) {
            throw new PermanentException(
                    Finding.of(
                            "The catalog of backups cannot be written: " + e,
                            "check the free space and the permissions of the Jenkins home"),
                    e);
        }
    }

    private void listed(RepositoryListing listing, String source, List<ListedSnapshot> snapshots) throws IOException {
        BackedUpSource subject = BackedUpSource.of(source, listing.repository());
        Worths worths = new Worths(subject.repository(), unsettled);
        List<ResticBackup> entries = snapshots.stream()
                .map(snapshot -> ResticBackup.of(snapshot, worths.of(snapshot)))
                .toList();
        if (!entries.isEmpty() || files.read(subject.fileName()).isPresent()) {
            update(subject, known -> known.listed(listing.filter(), listing.asOf(), entries));
        }
    }
}
