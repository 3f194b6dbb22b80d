package io.jenkins.plugins.cinderbackup.port;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.ClaimState;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.util.List;
import java.util.Map;
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

    /**
     * The id of the Cinder volume behind a PVC, whatever is on it: also a raw device, and a file system of which two copies cannot be mounted. Believed only after
     * Cinder has confirmed it.
     *
     * @throws PermanentException with all that is wrong: no such PVC, not bound, not Cinder
     */
    String volumeBehind(String namespace, String claim);

    /**
     * The same of a PVC that may be gone.
     *
     * @return empty if there is no such PVC, or none that could be backed up
     */
    Optional<SourceClaim> living(String namespace, String claim);

    /** Whether there is a PVC of this name, whatever it is. */
    boolean claimExists(String namespace, String claim);

    /**
     * The names of the PVCs with these labels.
     *
     * @param selector as {@code kubectl get pvc --selector} has it
     * @throws PermanentException also if that is no selector
     */
    List<String> claims(String namespace, String selector);

    /**
     * The names of the pods that use the PVC or may come to it: all that have neither succeeded nor failed, also those on their way out.
     *
     * @param butOf of these workloads the pods are left out
     */
    List<String> podsUsing(String namespace, String claim, List<WorkloadScale> butOf);

    /** How a workload is scaled; empty if there is none of this kind and name. */
    Optional<WorkloadScale> scaleOf(Workload workload);

    /**
     * Whether Kubernetes deletes the PVCs of a workload when it is scaled down, as a StatefulSet may have it. Who changes that changes the version that a look at its
     * scale has seen before.
     */
    boolean losesClaims(Workload workload);

    /**
     * Scales a workload. Nothing is done to one that was changed since it was seen: that is a {@link TransientException}.
     *
     * @param seen as it was seen last
     * @param replicas how many pods it is to have
     */
    void scale(Workload workload, WorkloadScale seen, int replicas);

    /** What a storage class says; empty if there is none of this name. */
    Optional<StorageClassSettings> storageClass(String name);

    /** Whether all that a run needs would be allowed and accepted: permissions, and a server-side dry run of each object. Empty if so. */
    List<Finding> check(Rehearsal rehearsal);

    /**
     * Makes the object and answers its uid. A PVC has no PV to bind to yet; a Job starts at once. What goes into a Secret is the adapter's alone to see.
     */
    String create(ClusterObject object);

    /** How far the temporary PVC is. Looked up afresh when it seems gone: the run fails if it is. */
    ClaimState claim(TrackedResource claim);

    /** How far a Job is. Looked up afresh when it seems gone: the run fails if it is. */
    JobState job(TrackedResource job);

    /**
     * The last lines that its container has written, stdout and stderr as they came.
     *
     * @param lines at most so many; the adapter also bounds the bytes
     * @return empty if there is no log, not yet or not any more
     */
    Optional<String> log(TrackedResource job, int lines);

    /** Whether an object that this run has created is still there; a Job is while a pod of it is. Looked up afresh when it seems gone. */
    Presence presence(TrackedResource resource, RunId run);

    /**
     * Marks an object of this run as one that outlives it: nothing removes it from then on, whatever a journal says. Once more changes nothing.
     *
     * @throws PermanentException also if there is no such object, or its deletion is under way
     */
    void keep(TrackedResource resource, RunId run);

    /**
     * Asks for the deletion of an object of this run. What is gone already, is another's of the same name, or is marked to be kept, is left alone.
     */
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

    /**
     * What a run needs of the cluster, for a dry run before any of it exists.
     *
     * @param permissions by the namespace in which they are needed; one that is needed cluster-wide stands with any of them
     */
    record Rehearsal(List<ClusterObject> objects, Map<String, List<Permission>> permissions) {
        /** Stands for the id of what does not exist yet. */
        public static final String NO_ID = "00000000-0000-0000-0000-000000000000";

        public Rehearsal {
            objects = List.copyOf(objects);
            permissions = Map.copyOf(permissions);
        }
    }
}
