package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.operation.orphan.OrphanOperation;
import io.jenkins.plugins.cinderbackup.removal.TargetScan.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The objects found that carry the tags of one run; or one object whose tags are not whole. */
final class OrphanGroup {
    @CheckForNull
    private final RunId run;

    private final List<Found> objects = new ArrayList<>();

    private OrphanGroup(@CheckForNull RunId run) {
        this.run = run;
    }

    /** Each run's objects together, and each object whose tags are not whole alone. What two targets show is one object. */
    static List<OrphanGroup> of(Stream<Found> found) {
        Map<String, OrphanGroup> groups = new LinkedHashMap<>();
        Map<String, Found> known = new LinkedHashMap<>();
        found.forEach(one ->
                known.putIfAbsent(one.object().kind() + " " + one.object().id(), one));
        known.forEach((id, one) -> {
            Ownership tags = one.object().tags();
            RunId run = tags == null ? null : tags.run();
            groups.computeIfAbsent(run == null ? id : run.value(), key -> new OrphanGroup(run))
                    .objects
                    .add(one);
        });
        groups.values()
                .forEach(group -> group.objects.sort(
                        Comparator.comparing(one -> one.object().kind())));
        return List.copyOf(groups.values());
    }

    @CheckForNull
    RunId run() {
        return run;
    }

    /** In the order in which they are removed. */
    List<Found> objects() {
        return List.copyOf(objects);
    }

    /** @param goesOn whether a run goes on here */
    OrphanReport judge(Instant now, Predicate<RunId> goesOn) {
        return new OrphanJudge(this, now, goesOn).judge();
    }

    /** Who made it, as Cinder says, if it has anything of the run: there nobody else can write. */
    @CheckForNull
    Ownership owner() {
        return objects.stream()
                .max(Comparator.comparing(one -> one.target().isCloud()))
                .map(one -> one.object().tags())
                .orElse(null);
    }

    /** What may go when the run is past its end: not what is kept, and no pod that its Job takes along. */
    List<MarkedObject> removable() {
        boolean job = objects.stream().anyMatch(one -> one.object().kind() == ResourceKind.JOB);
        return objects.stream()
                .map(Found::object)
                .filter(object -> !object.kept() && !(job && object.kind() == ResourceKind.POD))
                .toList();
    }

    /**
     * What is to be removed, as a journal; only where there is something.
     *
     * @param end until when the run might have lived
     */
    RunJournal journal(Instant end, Instant now) {
        Ownership owner = Objects.requireNonNull(owner());
        return OrphanOperation.journal(
                new Ownership(owner.origin(), owner.run(), owner.sourceVolume(), owner.createdAt(), end),
                OrphanAccess.connections(this),
                site(true),
                site(false),
                removable().stream().map(object -> object.tracked(now)).toList());
    }

    /** What the cloud, or the cluster, was recognised by when something was found there. */
    @CheckForNull
    private Site site(boolean cloud) {
        return objects.stream()
                .filter(one -> one.target().isCloud() == cloud)
                .map(one -> one.scan().site())
                .findFirst()
                .orElse(null);
    }

    /** The clouds, or the clusters, in which something was found. */
    List<ScanTarget> targets(boolean clouds) {
        return objects.stream()
                .map(Found::target)
                .filter(target -> target.isCloud() == clouds)
                .distinct()
                .toList();
    }
}
