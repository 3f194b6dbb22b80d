package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Inventory;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import java.util.function.UnaryOperator;

/** A cloud or a cluster, to be scanned and cleaned up. */
public interface ScanTarget {
    /** What the configuration calls it. */
    @NonNull
    String name();

    /** Whether it is a cloud; else it is a cluster. */
    boolean isCloud();

    /** Such as {@code cloud 'production'}. */
    @NonNull
    default String label() {
        return (isCloud() ? "cloud '" : "cluster '") + name() + "'";
    }

    /**
     * The way to it; to be closed.
     *
     * @throws PermanentException if there is none, such as without a credential
     */
    @NonNull
    Access open();

    /** The way to a target. */
    interface Access extends AutoCloseable {
        Inventory inventory();

        /** Of a cloud. */
        BlockStorage storage();

        /** Of a cloud. */
        VolumeBackups backups();

        /** Of a cluster. */
        Cluster cluster();

        /** Takes the secrets with which it is opened out of a text. */
        UnaryOperator<String> masking();

        @Override
        void close();
    }
}
