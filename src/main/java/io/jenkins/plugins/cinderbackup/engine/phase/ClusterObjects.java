package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Names;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RepositorySecret;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of a run in Kubernetes, all derived from its journal.
 *
 * <p>The PVC comes first and without {@code volumeName}, then the PV with a {@code claimRef} to the PVC's uid: bound within 0.13 s. In any
 * other order the binder may look again only at its next resync, 15 s later by default.
 */
final class ClusterObjects {
    /** The Cinder CSI driver's name, for a volume that no PV describes. */
    private static final String DRIVER = "cinder.csi.openstack.org";

    private static final String NO_UID = "00000000-0000-0000-0000-000000000000";
    private static final long GIB = 1L << 30;

    private final RunContext run;
    private final BackupPlan plan;
    private final Optional<SourceClaim> source;
    private final Ownership tags;
    private final long sizeGiB;
    private final String sourceZone;

    /** The objects of a run whose checks have passed. */
    ClusterObjects(RunContext run) {
        this(
                run,
                run.journal().source(),
                run.journal().tags(),
                run.journal().sizeGiB(),
                run.journal().availabilityZone());
    }

    private ClusterObjects(
            RunContext run, Optional<SourceClaim> source, Ownership tags, long sizeGiB, String sourceZone) {
        this.run = run;
        this.plan = run.plan();
        this.source = source;
        this.tags = tags;
        this.sizeGiB = sizeGiB;
        this.sourceZone = sourceZone;
    }

    /** The objects as far as they are known before the checks have passed, for a dry run; what is not known is made up. */
    static Rehearsal rehearsal(RunContext run, Optional<SourceClaim> source, Optional<Volume> volume) {
        RunJournal journal = run.journal();
        String volumeId = volume.map(Volume::id).orElse(NO_UID);
        Ownership tags =
                new Ownership(journal.origin(), journal.run(), volumeId, journal.startedAt(), journal.mayLiveUntil());
        ClusterObjects objects = new ClusterObjects(
                run,
                source,
                tags,
                volume.map(Volume::sizeGiB).orElse(1L),
                volume.map(Volume::availabilityZone).orElse(""));
        return new Rehearsal(
                List.of(
                        objects.claim(),
                        objects.volume(NO_UID, volumeId),
                        objects.secret(),
                        objects.job(ResticCommand.Kind.BACKUP, objects.jobName(ResticCommand.Kind.BACKUP, 1))),
                BackupRequirements.ALL.permissions());
    }

    String namespace() {
        return plan.job().namespace();
    }

    /** The name of the claim, the PV and the Secret. */
    String name() {
        return Names.kubernetes(plan, run.journal().run(), "");
    }

    /** The name of the Nth restic Job. */
    String jobName(ResticCommand.Kind kind, int number) {
        return Names.kubernetes(plan, run.journal().run(), "-" + kind.word() + "-" + number);
    }

    NewClaim claim() {
        return new NewClaim(namespace(), name(), storageClass(), capacity(), tags);
    }

    NewPersistentVolume volume(String claimUid, String volumeId) {
        return new NewPersistentVolume(
                name(),
                namespace(),
                name(),
                claimUid,
                volumeId,
                source.map(SourceClaim::driver).orElse(DRIVER),
                source.map(SourceClaim::fsType).orElse(plan.fsType()),
                true,
                storageClass(),
                capacity(),
                source.map(SourceClaim::nodeAffinity).orElse(null),
                new ZoneFit(plan, source, sourceZone).change(),
                tags);
    }

    RepositorySecret secret() {
        return new RepositorySecret(namespace(), name(), tags);
    }

    ContainerJob job(ResticCommand.Kind kind, String jobName) {
        return new ContainerJob(
                jobName,
                command(kind).args(),
                kind == ResticCommand.Kind.BACKUP
                        ? List.of(new ContainerJob.Mount(name(), BackupSource.MOUNT, true))
                        : List.of(),
                name(),
                Stream.ofNullable(plan.repository().secretRef()).toList(),
                plan.job(),
                plan.resources(),
                tags);
    }

    private ResticCommand command(ResticCommand.Kind kind) {
        String id = run.journal().run().value();
        ResticCommand command =
                switch (kind) {
                    case BACKUP ->
                        ResticCommand.backup(new BackupSource(plan.host(), resticTags(), plan.paths(), plan.exclude()));
                    case INIT -> ResticCommand.init();
                    case UNLOCK -> ResticCommand.unlock();
                    case FORGET -> ResticCommand.forget(plan.group(), id, plan.retention());
                    case FORGET_UNSOUND -> ResticCommand.forgetUnsound(plan.group(), id, plan.retention());
                    case FORGET_EMPTY ->
                        ResticCommand.forgetEmpty(run.journal().emptySnapshot().orElseThrow());
                    case SET_APART -> ResticCommand.setApart(plan.group(), unsoundRuns());
                    case FIND -> ResticCommand.find(id);
                };
        return plan.repository().caCertificate()
                ? command.withCaCertificate(RepositoryEnvironment.FILES + "/" + RepositoryEnvironment.CA_CERTIFICATE)
                : command;
    }

    private List<String> resticTags() {
        return Stream.concat(plan.group().tags(run.journal().run().value()).stream(), plan.tags().stream())
                .toList();
    }

    /** Those of whose backups nobody knows what they are worth, and this one where it is not sound. */
    private List<String> unsoundRuns() {
        Stream<RunId> own = run.journal().soundness().isSound()
                ? Stream.empty()
                : Stream.of(run.journal().run());
        return Stream.concat(plan.guard().unsettled().stream(), own)
                .map(RunId::value)
                .toList();
    }

    /** The same on both sides and never null: with null the cluster's default class would be put in on one of them. */
    private String storageClass() {
        String chosen = plan.temporaryVolume().storageClass();
        return chosen != null ? chosen : source.map(SourceClaim::storageClass).orElse("");
    }

    private long capacity() {
        return source.map(SourceClaim::capacityBytes).orElse(sizeGiB * GIB);
    }
}
