package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.KnownProof;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is known of the backups of one source in one repository.
 *
 * @param subject     the source, and where its backups are
 * @param lastAttempt the last run that was to back it up to there, or null if this controller knows of none
 * @param lastSuccess the last one that has made a sound backup, or null
 * @param snapshots   its backups by restic, newest first
 * @param volumeBackups those by Cinder itself, newest first
 * @param proofs      the verifications of it, newest first
 * @param objective   what was promised of its backups, or null
 */
public record SourceCatalog(
        @NonNull BackedUpSource subject,
        @CheckForNull Attempt lastAttempt,
        @CheckForNull Attempt lastSuccess,
        @NonNull List<ResticBackup> snapshots,
        @NonNull List<CinderBackup> volumeBackups,
        @NonNull List<Proof> proofs,
        @CheckForNull SourceObjective objective) {
    /** Of more the oldest are left out; a policy that keeps one for each hour of a year keeps fewer. */
    static final int MAX_BACKUPS = 10_000;
    /** Of more the oldest are left out, but for the last one that verifies a backup. */
    static final int MAX_PROOFS = 100;

    /**
     * Sorts the backups and the proofs.
     *
     * @throws NullPointerException if one is missing that must be there, as in a torn file
     */
    public SourceCatalog {
        Objects.requireNonNull(subject, "subject");
        snapshots = newestOf(snapshots);
        volumeBackups = newestOf(volumeBackups);
        proofs = proofs.stream().sorted(Proof.NEWEST_FIRST).toList();
    }

    private static <B extends BackupEntry> List<B> newestOf(List<B> backups) {
        return backups.stream()
                .sorted(BackupEntry.NEWEST_FIRST)
                .limit(MAX_BACKUPS)
                .toList();
    }

    /** See {@link BackedUpSource#source}. */
    @NonNull
    public String source() {
        return subject.source();
    }

    /** See {@link BackedUpSource#repository}. */
    @NonNull
    public String repository() {
        return subject.repository();
    }

    /** See {@link BackedUpSource#url}. */
    @NonNull
    public String url() {
        return subject.url();
    }

    /** All of its backups, newest first. */
    @NonNull
    public List<BackupEntry> backups() {
        return Stream.<BackupEntry>concat(snapshots.stream(), volumeBackups.stream())
                .sorted(BackupEntry.NEWEST_FIRST)
                .toList();
    }

    /** The full names of the jobs that have made its backups, as far as they are known, or tried to. */
    @NonNull
    public Set<String> jobs() {
        return Attempt.jobs(
                Stream.of(lastAttempt, lastSuccess), backups().stream().map(BackupEntry::job));
    }

    /** The full names of the jobs that have made a backup of it by restic, as far as they are known: those have opened the repository. */
    @NonNull
    Set<String> makers() {
        return Attempt.jobs(Stream.of(lastSuccess), snapshots.stream().map(ResticBackup::job));
    }

    /** How well these paths of the source are backed up by restic; see {@link io.jenkins.plugins.cinderbackup.port.BackupCatalog#status}. */
    @NonNull
    SourceStatus status(List<String> paths) {
        SnapshotGroup wanted = new SnapshotGroup(source(), "", paths);
        List<ResticBackup> those =
                snapshots.stream().filter(entry -> entry.isOfPathsOf(wanted)).toList();
        return new SourceStatus(
                those.stream().findFirst().map(ResticBackup::known).orElse(null),
                those.stream()
                        .filter(entry -> entry.worth() == BackupWorth.SOUND)
                        .findFirst()
                        .map(ResticBackup::known)
                        .orElse(null),
                proofs.stream()
                        .filter(proof -> proof.verifies() || Boolean.FALSE.equals(proof.good()))
                        .filter(proof -> proof.paths() == null || wanted.hasPaths(proof.paths()))
                        .findFirst()
                        .map(proof -> new KnownProof(proof.at(), proof.verifies()))
                        .orElse(null),
                snapshots.stream()
                        .limit(1)
                        .filter(entry -> !entry.isOfPathsOf(wanted))
                        .flatMap(entry -> entry.paths().stream())
                        .map(BackupSource::inVolume)
                        .toList(),
                makers());
    }

    /** See {@link io.jenkins.plugins.cinderbackup.port.BackupCatalog#lastTrial}. */
    @NonNull
    Optional<Instant> lastTrial() {
        return proofs.stream()
                .filter(proof -> proof.backup() != null || !Boolean.TRUE.equals(proof.good()))
                .findFirst()
                .map(Proof::at);
    }

    /** The last verification that has found out whether this backup can be restored. */
    @NonNull
    public Optional<Proof> proofOf(@NonNull BackupEntry backup) {
        return proofs.stream()
                .filter(proof -> proof.good() != null && proof.backup() != null && backup.isCalled(proof.backup()))
                .findFirst();
    }

    static SourceCatalog empty(BackedUpSource subject) {
        return new SourceCatalog(subject, null, null, List.of(), List.of(), List.of(), null);
    }

    private SourceCatalog with(Collection<ResticBackup> others) {
        return new SourceCatalog(
                subject, lastAttempt, lastSuccess, List.copyOf(others), volumeBackups, proofs, objective);
    }

    private SourceCatalog promising(@CheckForNull SourceObjective other) {
        return new SourceCatalog(subject, lastAttempt, lastSuccess, snapshots, volumeBackups, proofs, other);
    }

    private SourceCatalog attempted(@CheckForNull Attempt last, @CheckForNull Attempt success) {
        return new SourceCatalog(subject, last, success, snapshots, volumeBackups, proofs, objective);
    }

    /** The same under the names that the source and the cloud have now. */
    SourceCatalog called(BackedUpSource now) {
        return new SourceCatalog(now, lastAttempt, lastSuccess, snapshots, volumeBackups, proofs, objective);
    }

    SourceCatalog began(BackupRun run) {
        return attempted(Attempt.of(run.journal()), lastSuccess).promising(SourceObjective.after(objective, run));
    }

    /** The same when nothing is promised any more. */
    SourceCatalog withoutObjective() {
        return promising(null);
    }

    /** Of what a run backs up, the catalog may hear only when it is over: then it begins here. */
    private SourceCatalog ended(BackupRun run, boolean success) {
        Attempt attempt = Attempt.of(run.journal());
        boolean newerBegan = lastAttempt != null && lastAttempt.at().isAfter(attempt.at());
        boolean hasBegun =
                newerBegan || lastAttempt != null && lastAttempt.run().equals(attempt.run());
        SourceCatalog begun = hasBegun ? this : began(run);
        return begun.attempted(
                newerBegan ? lastAttempt : attempt,
                success && (lastSuccess == null || !lastSuccess.at().isAfter(attempt.at())) ? attempt : lastSuccess);
    }

    /**
     * The same after a run of restic.
     *
     * @param made its backup, if it has made one
     */
    SourceCatalog ended(BackupRun run, Optional<ResticBackup> made) {
        SourceCatalog after = ended(
                run, made.filter(entry -> entry.worth() == BackupWorth.SOUND).isPresent());
        return made.map(after::having)
                .orElseGet(() -> after.doubting(run.journal().run().value()));
    }

    /**
     * The same after a run of Cinder.
     *
     * @param made its backup, if it has made one
     * @param removed the ids of those that it has removed
     */
    SourceCatalog ended(BackupRun run, Optional<CinderBackup> made, Collection<String> removed) {
        List<CinderBackup> all = new ArrayList<>(volumeBackups);
        made.ifPresent(backup -> {
            all.removeIf(known -> known.id().equals(backup.id()));
            all.add(backup);
        });
        SourceCatalog after = ended(run, made.isPresent());
        return after.withVolumeBackups(all).withoutVolumeBackups(removed);
    }

    private SourceCatalog withVolumeBackups(List<CinderBackup> others) {
        return new SourceCatalog(subject, lastAttempt, lastSuccess, snapshots, others, proofs, objective);
    }

    /** The same without these backups by Cinder, which are gone. */
    SourceCatalog withoutVolumeBackups(Collection<String> ids) {
        return withVolumeBackups(volumeBackups.stream()
                .filter(backup -> !ids.contains(backup.id()))
                .toList());
    }

    private SourceCatalog having(ResticBackup made) {
        List<ResticBackup> all = new ArrayList<>();
        Optional<ResticBackup> known =
                snapshots.stream().filter(entry -> entry.isSame(made)).findFirst();
        all.add(known.map(entry -> entry.madeAs(made)).orElse(made));
        snapshots.stream().filter(entry -> !known.equals(Optional.of(entry))).forEach(all::add);
        return with(all);
    }

    /** A run that says of no backup may have made one all the same. */
    private SourceCatalog doubting(String run) {
        return with(snapshots.stream()
                .map(entry -> entry.description().run().equals(run) ? entry.withWorth(BackupWorth.UNKNOWN) : entry)
                .toList());
    }

    /**
     * The same after the repository was listed.
     *
     * @param filter what of it was listed
     * @param asOf see {@link io.jenkins.plugins.cinderbackup.model.RepositoryListing#asOf}
     * @param listed the entries of this source, made of the list
     */
    SourceCatalog listed(SnapshotFilter filter, Instant asOf, List<ResticBackup> listed) {
        Map<String, ResticBackup> known = new HashMap<>();
        snapshots.forEach(entry -> names(entry).forEach(name -> known.put(name, entry)));
        List<ResticBackup> all = new ArrayList<>();
        List<ResticBackup> found = new ArrayList<>();
        for (ResticBackup entry : listed) {
            Optional<ResticBackup> before = names(entry)
                    .flatMap(name -> Stream.ofNullable(known.get(name)))
                    .filter(entry::isSame)
                    .findFirst();
            all.add(before.map(same -> same.listedAs(entry)).orElse(entry));
            before.ifPresent(found::add);
        }
        Map<String, ResticBackup> unlisted = new HashMap<>();
        snapshots.stream()
                .filter(entry -> !filter.matches(entry.host(), entry.tags()) || entry.mayBeLaterThan(asOf))
                .forEach(entry -> unlisted.put(entry.id(), entry));
        found.forEach(entry -> unlisted.remove(entry.id()));
        all.addAll(unlisted.values());
        return with(all);
    }

    /** By what the same backup is found again; two that are not the same may have one in common. */
    private static Stream<String> names(ResticBackup entry) {
        Stream<String> ids = Stream.of(Optional.of(entry.id()), Optional.ofNullable(entry.original()))
                .flatMap(Optional::stream)
                .map(id -> id.substring(0, Math.min(id.length(), 8)));
        return Stream.concat(ids, Stream.of("run " + entry.description().run()));
    }

    /** The same after a verification; one that is known already is not there twice. */
    SourceCatalog proved(Proof proof) {
        List<Proof> all = Stream.concat(
                        Stream.of(proof),
                        proofs.stream().filter(known -> !known.run().equals(proof.run())))
                .sorted(Proof.NEWEST_FIRST)
                .toList();
        Optional<Proof> verification = all.stream().filter(Proof::verifies).findFirst();
        List<Proof> kept = IntStream.range(0, all.size())
                .filter(i -> i < MAX_PROOFS || verification.equals(Optional.of(all.get(i))))
                .mapToObj(all::get)
                .toList();
        return new SourceCatalog(subject, lastAttempt, lastSuccess, snapshots, volumeBackups, kept, objective);
    }

    /** The same without these Cinder snapshots, which are gone. */
    SourceCatalog withoutCinderSnapshots(Collection<String> ids) {
        return with(snapshots.stream()
                .map(entry -> entry.cinderSnapshot() != null && ids.contains(entry.cinderSnapshot())
                        ? entry.withoutCinderSnapshot()
                        : entry)
                .toList());
    }
}
