package io.jenkins.plugins.cinderbackup.simulator;

import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A simulated site with the PVCs that the files in {@code examples} name, and the configuration as code of a Jenkins that backs them up. Whatever
 * repository a file names lies on the site's own server, by its scheme and its last segment. Each secret begins with {@code canary-}.
 */
public final class ConfiguredSite implements AutoCloseable {
    /** The namespace of the PVCs. */
    public static final String NAMESPACE = "shop";
    /** Where the Jobs run. */
    public static final String BACKUP_NAMESPACE = "backups";

    public static final List<String> PVCS = List.of("postgres-data", "uploads", "search-index");
    public static final String REPOSITORY_PASSWORD = "canary-restic-password";
    public static final String TOKEN = "canary-kubernetes-token";
    public static final String S3_SECRET = "canary-s3-secret-key";

    /** A server, as the example for its volumes asks for it. */
    public static final String SERVER = "9a0c5b0a-7d0e-4a52-9f0c-3f0b8c1a2d4e";

    /** Its boot disk, which is no PVC's. */
    private static final String BOOT_DISK = "boot-of-web";

    private static final int VOLUME_GIB = 2;

    private final Path folder;
    private final SimulatedSite site;
    private final Set<String> sources = new HashSet<>();

    /**
     * @param folder an empty one; the caller removes it
     * @param files how many small files each volume has
     */
    public ConfiguredSite(Path folder, int files) throws IOException {
        this.folder = folder;
        Path content = Files.createDirectory(folder.resolve("content"));
        SampleFiles.fill(content, files, 1);
        site = new SimulatedSite(Files.createDirectory(folder.resolve("volumes")));
        PVCS.forEach(pvc -> sources.add(site.addSource(NAMESPACE, pvc, VOLUME_GIB, content)));
        String bootDisk = site.openstack().addVolume(BOOT_DISK, VOLUME_GIB, content);
        site.openstack().attach(bootDisk, SERVER, "/dev/vda");
        sources.add(bootDisk);
        site.kubernetes().createNamespace(BACKUP_NAMESPACE);
        site.kubernetes().node().program(restic());
    }

    private Path restic() throws IOException {
        String server =
                site.repositories().url("").replaceFirst("^rest:http://", "").replaceFirst("/$", "");
        String password = URLEncoder.encode(SimulatedSite.BACKUP_PASSWORD, StandardCharsets.UTF_8)
                .replace("+", "%20");
        Path program = Files.writeString(folder.resolve("restic"), """
                #!/bin/sh
                RESTIC_REPOSITORY="rest:http://%s:%s@%s/${RESTIC_REPOSITORY%%%%:*}-${RESTIC_REPOSITORY##*/}" exec %s "$@"
                """.formatted(
                        SimulatedSite.BACKUP_USER, password, server, LocalRestic.program()));
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public SimulatedSite site() {
        return site;
    }

    /** The configuration as code: credentials, the cloud and the cluster {@code production}. */
    public String configuration() {
        return """
                credentials:
                  system:
                    domainCredentials:
                    - credentials:
                      - usernamePassword: {scope: GLOBAL, id: "openstack", username: "%s", password: "%s"}
                      - string: {scope: GLOBAL, id: "kubernetes", secret: "%s"}
                      - string: {scope: GLOBAL, id: "restic-password", secret: "%s"}
                      - usernamePassword: {scope: GLOBAL, id: "backup-server", username: "%s", password: "%s"}
                      - usernamePassword: {scope: GLOBAL, id: "s3-backup-keys", username: "backup", password: "%s"}
                unclassified:
                  cinderSnapshotBackup:
                    clouds:
                    - {name: "production", authUrl: "%s", credentialsId: "openstack", projectName: "%s", regionName: "%s", volumeBackupsAllowed: true}
                    clusters:
                    - {name: "production", serverUrl: "%s", credentialsId: "kubernetes", backupNamespace: "%s", imageAllowed: true}
                """.formatted(
                        OpenstackSimulator.USER,
                        OpenstackSimulator.PASSWORD,
                        TOKEN,
                        REPOSITORY_PASSWORD,
                        SimulatedSite.BACKUP_USER,
                        SimulatedSite.BACKUP_PASSWORD,
                        S3_SECRET,
                        site.openstack().authUrl(),
                        OpenstackSimulator.PROJECT,
                        OpenstackSimulator.REGION,
                        site.kubernetes().url(),
                        BACKUP_NAMESPACE);
    }

    /** The configuration as a file, outside of any Jenkins home. */
    public Path configurationFile() throws IOException {
        return Files.writeString(folder.resolve("jenkins.yaml"), configuration());
    }

    /** What of runs is in Cinder and Kubernetes now, one line each; the retained snapshots, too. */
    public List<String> leftovers() {
        return site.leftovers(sources);
    }

    /** The volumes that are not a PVC's. */
    public List<OpenstackSimulator.Seen> copies() {
        return site.openstack().volumes().stream()
                .filter(volume -> !sources.contains(volume.id()))
                .toList();
    }

    @Override
    public void close() {
        site.close();
    }
}
