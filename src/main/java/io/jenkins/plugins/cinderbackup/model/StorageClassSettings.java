package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What a storage class of the Cinder CSI driver says about the volumes that are made by it.
 *
 * @param name the class's name
 * @param provisioner the driver that makes them
 * @param volumeType its parameter {@code type}, the name or the id of a Cinder volume type; null for Cinder's choice
 * @param availabilityZone its parameter {@code availability}, Cinder's zone; null for Cinder's choice
 * @param fsType its parameter {@code csi.storage.k8s.io/fstype}; null where it names none
 * @param reclaimPolicy {@code Delete} or {@code Retain}
 * @param mountOptions what {@code mount} gets
 * @see <a href="https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/cinder-csi-plugin/using-cinder-csi-plugin.md#supported-parameters">
 *     Cinder CSI, supported parameters</a>
 */
public record StorageClassSettings(
        String name,
        String provisioner,
        @CheckForNull String volumeType,
        @CheckForNull String availabilityZone,
        @CheckForNull String fsType,
        String reclaimPolicy,
        List<String> mountOptions) {
    public StorageClassSettings {
        mountOptions = List.copyOf(mountOptions);
    }
}
