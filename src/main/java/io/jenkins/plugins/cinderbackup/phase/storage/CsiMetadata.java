package io.jenkins.plugins.cinderbackup.phase.storage;

import java.util.HashMap;
import java.util.Map;

/** What the Cinder CSI driver writes on a volume, and we on what we make of one: by this it is told to be a PVC's when the cluster is gone. */
public final class CsiMetadata {
    private static final String PREFIX = "csi.storage.k8s.io/";

    private CsiMetadata() {}

    /** Of a PVC. */
    public static Map<String, String> of(String namespace, String claim) {
        return Map.of(PREFIX + "pvc/namespace", namespace, PREFIX + "pvc/name", claim);
    }

    /** Of a PVC and its PV. */
    public static Map<String, String> of(String namespace, String claim, String persistentVolume) {
        Map<String, String> all = new HashMap<>(of(namespace, claim));
        all.put(PREFIX + "pv/name", persistentVolume);
        return all;
    }
}
