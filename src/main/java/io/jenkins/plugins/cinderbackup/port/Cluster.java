package io.jenkins.plugins.cinderbackup.port;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.model.ClaimState;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Kubernetes, as the engine needs it. No call waits for a state. Every call throws {@link TransientException} for what can pass by
 * itself and {@link PermanentException} for what cannot.
 *
 * <p>Names are deterministic, so a creating call that finds an object of its name with this run's label answers as if it had made it.
 */
public interface Cluster {
    /** Which cluster this is: another answer means other objects. */
    Site site();

    /**
     * The PVC that is to be backed up and what its PV says.
     *
     * @param volumeId the Cinder volume behind it as the user names it, whatever the PV says of its storage; or null, and then the PV must name one
     * @throws PermanentException with all that is wrong: no such PVC, not bound, block mode, not Cinder, btrfs
     */
    SourceClaim source(String namespace, String claim, @CheckForNull String volumeId);

    /** Whether all that a run needs would be allowed and accepted: permissions, and a server-side dry run of each object. Empty if so. */
    List<Finding> check(Rehearsal rehearsal);

    /** Makes the temporary PVC, without a PV to bind to yet, and answers its uid. */
    String createClaim(NewClaim claim);

    /** Makes the temporary PV for the claim and answers its uid. */
    String createPersistentVolume(NewPersistentVolume volume);

    /** Makes the run's Secret from the repository's credentials, which only the adapter sees, and answers its uid. */
    String createSecret(NewSecret secret);

    /** Starts a restic invocation and answers the Job's uid. */
    String createJob(NewJob job);

    /** How far the temporary PVC is. Looked up afresh when it seems gone: the run fails if it is. */
    ClaimState claim(TrackedResource claim);

    /** How far a restic Job is. Looked up afresh when it seems gone: the run fails if it is. */
    JobState job(TrackedResource job);

    /**
     * The last lines that restic has written, stdout and stderr as they came.
     *
     * @param lines at most so many; the adapter also bounds the bytes
     * @return empty if there is no log, not yet or not any more
     */
    Optional<String> log(TrackedResource job, int lines);

    /** Whether an object that this run has created is still there; a Job is while a pod of it is. Looked up afresh when it seems gone. */
    Presence presence(TrackedResource resource, RunId run);

    /** Asks for the deletion of an object of this run; what is gone already, or is another's of the same name, is left alone. */
    void delete(TrackedResource resource, RunId run);

    /**
     * Calls back, soon after it happened, when something of the run has changed. A hint only: it may be late, doubled or missing.
     *
     * @return to be closed when the run is over
     */
    Subscription subscribe(String namespace, RunId run, Runnable changed);

    /** A registered interest. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** The objects of a run, for a dry run, before any of them exists. */
    record Rehearsal(NewClaim claim, NewPersistentVolume volume, NewSecret secret, NewJob job) {}

    /**
     * A temporary PVC. It has no {@code volumeName} but a label selector that only the run's PV satisfies: measured to save up to 15 s.
     *
     * @param storageClass the same on both sides, possibly empty, never null
     */
    record NewClaim(String namespace, String name, String storageClass, long capacityBytes, Ownership tags) {}

    /**
     * A temporary PV, retained when released, mounted with {@code ro} so that a blank device is never formatted.
     *
     * @param claimUid the uid of the PVC that alone may bind to it
     * @param nodeAffinity JSON copied from the source's PV, or null
     * @param zoneChange what to change in it
     */
    record NewPersistentVolume(
            String name,
            String claimNamespace,
            String claimName,
            String claimUid,
            String volumeId,
            String driver,
            String fsType,
            String storageClass,
            long capacityBytes,
            @CheckForNull String nodeAffinity,
            Optional<ZoneChange> zoneChange,
            Ownership tags) {}

    /** Where a node affinity names one zone, it is to name another instead. */
    record ZoneChange(String from, String to) {}

    /** The run's Secret: the repository's URL, password, keys and CA. */
    record NewSecret(String namespace, String name, Ownership tags) {}

    /**
     * One restic invocation.
     *
     * @param claim the PVC to mount at {@code /data}, read-only, or empty where restic reads no files
     * @param secret the run's Secret
     * @param userSecret an existing Secret whose keys become environment too ({@code repository.secretRef})
     * @param timeout how long restic may run
     */
    record NewJob(
            String namespace,
            String name,
            ResticCommand command,
            Optional<String> claim,
            String secret,
            Optional<String> userSecret,
            BackupPlan.Job settings,
            BackupPlan.Resources resources,
            Duration timeout,
            Ownership tags) {}
}
