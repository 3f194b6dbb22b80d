package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.KnownProof;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
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
 * @param source      the source; see {@link io.jenkins.plugins.cinderbackup.restic.SnapshotGroup}
 * @param repository  the repository's key
 * @param url         the repository as restic knows it, without any login
 * @param lastAttempt the last run that was to back it up to there, or null if this controller knows of none
 * @param lastSuccess the last one that has made a sound backup, or null
 * @param backups     newest first
 * @param proofs      the verifications of it, newest first
 * @param objective   what was promised of its backups, or null
 */
public record SourceCatalog(
        @NonNull String source,
        @NonNull String repository,
        @NonNull String url,
        @CheckForNull Attempt lastAttempt,
        @CheckForNull Attempt lastSuccess,
        @NonNull List<BackupEntry> backups,
        @NonNull List<Proof> proofs,
        @CheckForNull SourceObjective objective) {
    /** Of more the oldest are left out; a policy that keeps one for each hour of a year keeps fewer. */
    static final int MAX_BACKUPS = 10_000;
    /** Of more the oldest are left out, but for the last one that verifies a backup. */
    static final int MAX_PROOFS = 100;

    /**
     * Sorts the backups and the proofs, of which a file of an earlier version of the plugin has none.
     *
     * @throws NullPointerException if one is missing that must be there, as in a torn file
     */
    public SourceCatalog {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(url, "url");
        backups = backups.stream()
                .sorted(BackupEntry.NEWEST_FIRST)
                .limit(MAX_BACKUPS)
                .toList();
        proofs = proofs == null
                ? List.of()
                : proofs.stream().sorted(Proof.NEWEST_FIRST).toList();
    }

    /** The full names of the jobs that have made its backups, as far as they are known, or tried to. */
    @NonNull
    public Set<String> jobs() {
        return Attempt.jobs(
                Stream.of(lastAttempt, lastSuccess), backups.stream().map(BackupEntry::job));
    }

    /** How well the source is backed up. */
    @NonNull
    SourceStatus status() {
        return new SourceStatus(
                backups.stream().findFirst().map(BackupEntry::known).orElse(null),
                backups.stream()
                        .filter(entry -> entry.worth() == BackupWorth.SOUND)
                        .findFirst()
                        .map(BackupEntry::known)
                        .orElse(null),
                proofs.stream()
                        .filter(proof -> proof.verifies() || Boolean.FALSE.equals(proof.good()))
                        .findFirst()
                        .map(proof -> new KnownProof(proof.at(), proof.verifies()))
                        .orElse(null));
    }

    /** The last verification that has found out whether this backup can be restored. */
    @NonNull
    public Optional<Proof> proofOf(@NonNull BackupEntry backup) {
        return proofs.stream()
                .filter(proof -> proof.good() != null && proof.backup() != null && backup.isCalled(proof.backup()))
                .findFirst();
    }

    static SourceCatalog empty(String source, String repository, String url) {
        return new SourceCatalog(source, repository, url, null, null, List.of(), List.of(), null);
    }

    private SourceCatalog with(Collection<BackupEntry> others) {
        return new SourceCatalog(
                source, repository, url, lastAttempt, lastSuccess, List.copyOf(others), proofs, objective);
    }

    SourceCatalog began(RunJournal journal) {
        return new SourceCatalog(
                source,
                repository,
                url,
                Attempt.of(journal),
                lastSuccess,
                backups,
                proofs,
                SourceObjective.after(objective, journal));
    }

    /** The same when nothing is promised any more. */
    SourceCatalog withoutObjective() {
        return new SourceCatalog(source, repository, url, lastAttempt, lastSuccess, backups, proofs, null);
    }

    /**
     * The same after a run.
     *
     * @param made its backup, if it has made one
     */
    SourceCatalog ended(Attempt attempt, Optional<BackupEntry> made) {
        boolean newest = lastAttempt == null || !lastAttempt.at().isAfter(attempt.at());
        boolean success =
                made.filter(entry -> entry.worth() == BackupWorth.SOUND).isPresent();
        SourceCatalog after = new SourceCatalog(
                source,
                repository,
                url,
                newest ? attempt : lastAttempt,
                success && (lastSuccess == null || !lastSuccess.at().isAfter(attempt.at())) ? attempt : lastSuccess,
                backups,
                proofs,
                objective);
        return made.map(after::having).orElseGet(() -> after.doubting(attempt.run()));
    }

    private SourceCatalog having(BackupEntry made) {
        List<BackupEntry> all = new ArrayList<>();
        Optional<BackupEntry> known =
                backups.stream().filter(entry -> entry.isSame(made)).findFirst();
        all.add(known.map(entry -> entry.madeAs(made)).orElse(made));
        backups.stream().filter(entry -> !known.equals(Optional.of(entry))).forEach(all::add);
        return with(all);
    }

    /** A run that says of no backup may have made one all the same. */
    private SourceCatalog doubting(String run) {
        return with(backups.stream()
                .map(entry -> entry.description().run().equals(run) ? entry.withWorth(BackupWorth.UNKNOWN) : entry)
                .toList());
    }

    /**
     * The same after the repository was listed.
     *
     * @param filter what of it was listed
     * @param listed the entries of this source, made of the list
     */
    SourceCatalog listed(SnapshotFilter filter, List<BackupEntry> listed) {
        Map<String, BackupEntry> known = new HashMap<>();
        backups.forEach(entry -> names(entry).forEach(name -> known.put(name, entry)));
        List<BackupEntry> all = new ArrayList<>();
        List<BackupEntry> found = new ArrayList<>();
        for (BackupEntry entry : listed) {
            Optional<BackupEntry> before = names(entry)
                    .flatMap(name -> Stream.ofNullable(known.get(name)))
                    .filter(entry::isSame)
                    .findFirst();
            all.add(before.map(same -> same.listedAs(entry)).orElse(entry));
            before.ifPresent(found::add);
        }
        Map<String, BackupEntry> unlisted = new HashMap<>();
        backups.stream()
                .filter(entry -> !filter.matches(entry.host(), entry.tags()))
                .forEach(entry -> unlisted.put(entry.id(), entry));
        found.forEach(entry -> unlisted.remove(entry.id()));
        all.addAll(unlisted.values());
        return with(all);
    }

    /** By what the same backup is found again; two that are not the same may have one in common. */
    private static Stream<String> names(BackupEntry entry) {
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
        return new SourceCatalog(source, repository, url, lastAttempt, lastSuccess, backups, kept, objective);
    }

    /** The same without these Cinder snapshots, which are gone. */
    SourceCatalog withoutCinderSnapshots(Collection<String> ids) {
        return with(backups.stream()
                .map(entry -> entry.cinderSnapshot() != null && ids.contains(entry.cinderSnapshot())
                        ? entry.withoutCinderSnapshot()
                        : entry)
                .toList());
    }
}
