package io.jenkins.plugins.cinderbackup.bench.limit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Kubernetes objects of one backup or restore, as small as they can be. */
final class Manifests {
    /** What restic needs to give each file its owner, mode and attributes back. */
    private static final List<String> RESTORING =
            List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "MKNOD", "SETFCAP");

    private Manifests() {}

    static Map<String, ?> claim(Target target, String name) {
        return object(
                "v1",
                "PersistentVolumeClaim",
                name,
                target,
                Map.of(
                        "accessModes", List.of("ReadWriteOnce"),
                        "storageClassName", "",
                        "selector", Map.of("matchLabels", Map.of("app", name)),
                        "resources", Map.of("requests", Map.of("storage", target.sizeGiB() + "Gi"))));
    }

    static Map<String, ?> volume(Target target, String name, String claimUid, String volumeId, boolean readOnly) {
        return object(
                "v1",
                "PersistentVolume",
                name,
                target,
                Map.of(
                        "accessModes", List.of("ReadWriteOnce"),
                        "storageClassName", "",
                        "capacity", Map.of("storage", target.sizeGiB() + "Gi"),
                        "persistentVolumeReclaimPolicy", "Retain",
                        "mountOptions", readOnly ? List.of("ro") : List.of(),
                        "claimRef",
                                Map.of(
                                        "apiVersion",
                                        "v1",
                                        "kind",
                                        "PersistentVolumeClaim",
                                        "namespace",
                                        target.namespace(),
                                        "name",
                                        name,
                                        "uid",
                                        claimUid),
                        "csi", Map.of("driver", target.driver(), "volumeHandle", volumeId, "fsType", "ext4")));
    }

    static Map<String, ?> secret(Target target, String name) {
        Map<String, String> data = new LinkedHashMap<>();
        target.repository()
                .forEach((key, value) ->
                        data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        Map<String, Object> secret = new LinkedHashMap<>(object("v1", "Secret", name, target, Map.of()));
        secret.remove("spec");
        secret.put("data", data);
        return secret;
    }

    /** How restic sees the PVC. */
    enum Mount {
        NONE,
        READ_ONLY,
        WRITABLE
    }

    /** @param secret the name of the Secret, and of the PVC if one is mounted */
    static Map<String, ?> job(Target target, String name, String secret, Mount mount, List<String> arguments) {
        List<Map<String, Object>> mounts = new ArrayList<>(
                List.of(Map.of("name", "cache", "mountPath", "/cache"), Map.of("name", "tmp", "mountPath", "/tmp")));
        List<Map<String, Object>> volumes = new ArrayList<>(
                List.of(Map.of("name", "cache", "emptyDir", Map.of()), Map.of("name", "tmp", "emptyDir", Map.of())));
        if (mount != Mount.NONE) {
            Map<String, Object> readOnly = Map.of("readOnly", mount == Mount.READ_ONLY);
            mounts.add(with(readOnly, "name", "data", "mountPath", "/data"));
            volumes.add(Map.of("name", "data", "persistentVolumeClaim", with(readOnly, "claimName", secret)));
        }
        Map<String, ?> container = Map.of(
                "name",
                "restic",
                "image",
                target.image(),
                "imagePullPolicy",
                "IfNotPresent",
                "args",
                arguments,
                "env",
                List.of(
                        Map.of("name", "RESTIC_CACHE_DIR", "value", "/cache"),
                        Map.of("name", "RESTIC_PROGRESS_FPS", "value", "0.1"),
                        Map.of("name", "TMPDIR", "value", "/tmp")),
                "envFrom",
                List.of(Map.of("secretRef", Map.of("name", secret))),
                "securityContext",
                Map.of(
                        "runAsUser",
                        0,
                        "allowPrivilegeEscalation",
                        false,
                        "capabilities",
                        Map.of(
                                "drop",
                                List.of("ALL"),
                                "add",
                                mount == Mount.WRITABLE ? RESTORING : List.of("DAC_OVERRIDE"))),
                "volumeMounts",
                mounts);
        Map<String, ?> pod = Map.of(
                "restartPolicy",
                "Never",
                "automountServiceAccountToken",
                false,
                "enableServiceLinks",
                false,
                "securityContext",
                Map.of("seccompProfile", Map.of("type", "RuntimeDefault")),
                "containers",
                List.of(container),
                "volumes",
                volumes);
        return object("batch/v1", "Job", name, target, Map.of("backoffLimit", 0, "template", Map.of("spec", pod)));
    }

    private static Map<String, Object> with(Map<String, Object> more, String... pairs) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return all;
    }

    private static Map<String, Object> object(
            String version, String kind, String name, Target target, Map<String, ?> spec) {
        Map<String, Object> metadata = with(Map.of(), "name", name);
        metadata.put("labels", Map.of("app", name));
        if (!kind.equals("PersistentVolume")) {
            metadata.put("namespace", target.namespace());
        }
        return new LinkedHashMap<>(Map.of("apiVersion", version, "kind", kind, "metadata", metadata, "spec", spec));
    }
}
