package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Isolation.Mount;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a pod's volumes and environment ready on the node, and takes the volumes off again. */
final class PodVolumes {
    private final ObjectStore store;
    private final VolumeFolders cinder;
    private final SimulatedNode node;
    private final ObjectNode pod;
    private final Path folder;
    private final List<String> attached = new ArrayList<>();

    PodVolumes(ObjectStore store, VolumeFolders cinder, SimulatedNode node, ObjectNode pod, Path folder) {
        this.store = store;
        this.cinder = cinder;
        this.node = node;
        this.pod = pod;
        this.folder = folder;
    }

    List<Mount> mounts(JsonNode container) throws NotReady, IOException {
        Map<String, Path> sources = new HashMap<>();
        for (JsonNode volume : pod.at("/spec/volumes")) {
            sources.put(volume.path("name").asText(), source(volume));
        }
        List<Mount> mounts = new ArrayList<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            mounts.add(new Mount(
                    sources.get(mount.path("name").asText()),
                    mount.path("mountPath").asText(),
                    mount.path("readOnly").asBoolean()));
        }
        return mounts;
    }

    private Path source(JsonNode volume) throws NotReady, IOException {
        if (volume.has("persistentVolumeClaim")) {
            return claimed(volume.at("/persistentVolumeClaim/claimName").asText());
        }
        Path made = Files.createDirectories(
                folder.resolve("volumes").resolve(volume.path("name").asText()));
        if (volume.has("secret")) {
            writeSecret(volume.path("secret"), made);
        }
        return made;
    }

    private void writeSecret(JsonNode source, Path target) throws NotReady, IOException {
        ObjectNode secret =
                store.get(secretKey(source.path("secretName").asText())).orElse(null);
        if (secret == null) {
            if (source.path("optional").asBoolean()) {
                return;
            }
            throw NotReady.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume: secret \""
                            + source.path("secretName").asText() + "\" not found");
        }
        for (JsonNode item : source.path("items")) {
            JsonNode value = secret.path("data").path(item.path("key").asText());
            if (!value.isMissingNode()) {
                Files.write(
                        target.resolve(item.path("path").asText()),
                        Base64.getDecoder().decode(value.asText()));
            }
        }
    }

    private Path claimed(String claimName) throws NotReady {
        ObjectNode claim = store.get(new Key("persistentvolumeclaims", Json.namespace(pod), claimName))
                .orElse(null);
        if (claim == null || !claim.at("/status/phase").asText().equals("Bound")) {
            throw NotReady.event(
                    "FailedScheduling", "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
        }
        ObjectNode volume = store.get(new Key(
                        "persistentvolumes", "", claim.at("/spec/volumeName").asText()))
                .orElseThrow();
        if (!isNear(volume)) {
            throw NotReady.event(
                    "FailedScheduling",
                    "0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity.");
        }
        String handle = volume.at("/spec/csi/volumeHandle").asText();
        String name = Json.name(volume);
        Path content = cinder.folderOf(handle).orElse(null);
        if (content == null) {
            throw NotReady.event(
                    "FailedAttachVolume",
                    "AttachVolume.Attach failed for volume \"" + name
                            + "\" : rpc error: code = NotFound desc = [ControllerPublishVolume] Volume " + handle
                            + " not found");
        }
        if (!attached.contains(handle)) {
            attached.add(handle);
            cinder.attached(handle);
        }
        mountDevice(volume, handle);
        return content;
    }

    /** {@code FormatAndMount} of k8s.io/mount-utils, and the words of util-linux' {@code mount}. */
    private void mountDevice(ObjectNode volume, String handle) throws NotReady {
        String fsType = volume.at("/spec/csi/fsType").asText("ext4");
        String format = cinder.format(handle, fsType);
        List<String> options = Json.stream(volume.at("/spec/mountOptions"))
                .map(JsonNode::asText)
                .toList();
        String failed = "MountVolume.MountDevice failed for volume \"" + Json.name(volume)
                + "\" : rpc error: code = Internal desc = ";
        if (format.isEmpty() && options.contains("ro")) {
            throw NotReady.event(
                    "FailedMount",
                    failed + "cannot mount unformatted disk /dev/vdb as we are manipulating it in read-only mode");
        }
        if (format.isEmpty()) {
            cinder.formatted(handle, fsType);
        }
        boolean fits =
                format.isEmpty() || format.equals(fsType) || format.matches("ext[234]") && fsType.matches("ext[234]");
        if (!fits) {
            String target = "/var/lib/kubelet/plugins/kubernetes.io/csi/cinder.csi.openstack.org/" + "0f".repeat(32)
                    + "/globalmount";
            throw NotReady.event(
                    "FailedMount",
                    failed + "mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t " + fsType
                            + " -o "
                            + String.join(",", options) + ",defaults /dev/vdb " + target + "\nOutput: mount: " + target
                            + ": wrong fs type, bad option, bad superblock on /dev/vdb, missing codepage or helper program, or other error.\n"
                            + "       dmesg(1) may have more information after failed mount system call.\n");
        }
    }

    /** Whether the node satisfies all of one of the terms; {@code In} alone is known here. */
    private boolean isNear(JsonNode volume) {
        JsonNode terms = volume.at("/spec/nodeAffinity/required/nodeSelectorTerms");
        return terms.isEmpty()
                || Json.stream(terms)
                        .anyMatch(term -> Json.stream(term.path("matchExpressions"))
                                .allMatch(expression -> Json.stream(expression.path("values"))
                                        .anyMatch(value -> value.asText()
                                                .equals(node.labels()
                                                        .get(expression
                                                                .path("key")
                                                                .asText())))));
    }

    Map<String, String> environment(JsonNode container) throws NotReady {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        for (JsonNode source : container.path("envFrom")) {
            String name = source.at("/secretRef/name").asText();
            ObjectNode secret = store.get(secretKey(name))
                    .orElseThrow(
                            () -> NotReady.waiting("CreateContainerConfigError", "secret \"" + name + "\" not found"));
            secret.path("data")
                    .properties()
                    .forEach(entry -> environment.put(
                            entry.getKey(),
                            new String(
                                    Base64.getDecoder().decode(entry.getValue().asText()), StandardCharsets.UTF_8)));
        }
        for (JsonNode variable : container.path("env")) {
            String name = variable.path("name").asText();
            JsonNode key = variable.at("/valueFrom/secretKeyRef");
            if (key.isMissingNode()) {
                environment.put(
                        name, VariableReferences.expand(variable.path("value").asText(), environment));
            } else {
                ofSecret(key).ifPresent(value -> environment.put(name, value));
            }
        }
        return environment;
    }

    private Optional<String> ofSecret(JsonNode key) throws NotReady {
        String name = key.path("name").asText();
        Optional<String> value = store.get(secretKey(name))
                .map(secret -> secret.path("data").path(key.path("key").asText()))
                .filter(JsonNode::isTextual)
                .map(encoded -> new String(Base64.getDecoder().decode(encoded.asText()), StandardCharsets.UTF_8));
        if (value.isEmpty() && !key.path("optional").asBoolean()) {
            throw NotReady.waiting(
                    "CreateContainerConfigError",
                    "couldn't find key " + key.path("key").asText() + " in Secret " + Json.namespace(pod) + "/" + name);
        }
        return value;
    }

    private Key secretKey(String name) {
        return new Key("secrets", Json.namespace(pod), name);
    }

    void detach() {
        attached.forEach(cinder::detached);
        attached.clear();
    }
}
