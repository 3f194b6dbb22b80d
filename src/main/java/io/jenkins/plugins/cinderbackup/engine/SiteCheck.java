package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Site;

/** Holds a run to the cloud and the cluster in which it began: in another one nothing of it is known, and all of it would count as removed. */
public final class SiteCheck {
    private SiteCheck() {}

    /** Takes note of the cloud that the run begins in; written down with what the checks find. */
    public static void beginAtCloud(RunContext run) {
        run.journal().beganAtCloud(run.storage().site());
    }

    /** The same for the cluster. */
    public static void beginAtCluster(RunContext run) {
        run.journal().beganAtCluster(run.cluster().site());
    }

    /**
     * Fails where a name or a credential has come to lead to another cloud than the one that the run began in.
     *
     * @throws PermanentException then
     */
    public static void refuseAnotherCloud(RunContext run) {
        run.journal()
                .cloudSite()
                .ifPresent(began ->
                        refuseAnother("OpenStack cloud", began, run.storage().site()));
    }

    /**
     * The same for the cluster.
     *
     * @throws PermanentException if it is another one
     */
    public static void refuseAnotherCluster(RunContext run) {
        run.journal()
                .clusterSite()
                .ifPresent(began ->
                        refuseAnother("Kubernetes cluster", began, run.cluster().site()));
    }

    private static void refuseAnother(String what, Site began, Site now) {
        if (!began.isSameAs(now)) {
            throw PermanentException.of(
                    "The " + what + " is not the one in which the run began: that was " + began.describe()
                            + ", now it is " + now.describe() + ". Nothing of the run is looked for there",
                    "correct the address or the credential",
                    "where the first one is given up, forget the run on Manage Jenkins → Cinder Backup Leftovers");
        }
    }
}
