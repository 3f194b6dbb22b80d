package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudAuth;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.EndpointInterface;
import io.jenkins.plugins.cinderbackup.openstack.keystone.KeystoneRef;
import io.jenkins.plugins.cinderbackup.openstack.keystone.SecretText;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A small OpenStack on a free port of the loopback: Keystone and Cinder, one project. States take {@link #transition} of the given
 * clock, zero by default: a request sees what the one before it began.
 */
public final class OpenstackSimulator implements AutoCloseable {
    public static final String USER = "demo";
    public static final String PASSWORD = "canary-pässword-4711";
    public static final String DOMAIN = "Default";
    public static final String PROJECT = "demo-project";
    public static final String PROJECT_ID = "4cc8935864f34516ad26b540b0a424d4";
    public static final String OTHER_PROJECT_ID = "d1f6a0c2b98e4e0c8f0a7b1c5d3e9f42";
    public static final String REGION = "RegionOne";
    public static final String APPLICATION_CREDENTIAL = "86fe801cb6c4431683045ce2cd600d81";
    public static final String APPLICATION_SECRET = "canary-application-secret-0815";

    private final VolumeContents contents;
    private final SimKeystone keystone;
    private final SimStore store;
    private final SimCinder cinder;
    private final SimHttp http;

    private OpenstackSimulator(Ticker ticker, VolumeContents contents) throws IOException {
        this.contents = contents;
        keystone = new SimKeystone(ticker);
        store = new SimStore(ticker, contents);
        cinder = new SimCinder(store, keystone);
        http = new SimHttp(
                request -> request.path().startsWith("/volume") ? cinder.handle(request) : keystone.handle(request));
        keystone.base = "http://127.0.0.1:" + http.port();
    }

    /** With the system's clock and volumes without content. */
    public static OpenstackSimulator start() throws IOException {
        return start(Ticker.system(), VolumeContents.NONE);
    }

    /** With this clock for states and tokens, and these contents. */
    public static OpenstackSimulator start(Ticker ticker, VolumeContents contents) throws IOException {
        return new OpenstackSimulator(ticker, contents);
    }

    /** Keystone's URL. */
    public String authUrl() {
        return keystone.base + keystone.prefix + "/v3";
    }

    /** Puts Keystone below this path, such as {@code /identity}. */
    public void keystoneAt(String prefix) {
        keystone.prefix = prefix;
    }

    /** The scheme, host and path that the links of Keystone's version document begin with. */
    public void keystoneLinks(String base) {
        keystone.linkBase = base;
    }

    /** The versions of Keystone that its root lists; null if there is no answer at the root. */
    public void keystoneVersions(@CheckForNull List<String> versions) {
        keystone.versions = versions;
    }

    /** Gives the user another password, which as in Keystone ends all tokens. */
    public void changePassword(String password) {
        keystone.password = password;
        keystone.revokeAll();
    }

    /** How many log-ins of the user were refused: so many lock an account. */
    public int failedLogins() {
        return keystone.failedLogins.get();
    }

    /** Settings that log in with the user's password. */
    public CloudSettings cloud() {
        return cloud(password(PASSWORD));
    }

    /** A log-in of the user with this password. */
    public static CloudAuth password(String password) {
        KeystoneRef domain = KeystoneRef.name(DOMAIN);
        return new CloudAuth.Password(USER, new SecretText(password), domain, KeystoneRef.name(PROJECT), domain);
    }

    /** Settings that log in this way. */
    public CloudSettings cloud(CloudAuth auth) {
        return new CloudSettings(authUrl(), auth, REGION, EndpointInterface.PUBLIC, ConnectionSettings.DEFAULT);
    }

    /** Adds an available volume without content; returns its id. */
    public String addVolume(String name, long sizeGiB) {
        return store.add(name, sizeGiB).id;
    }

    /** Adds an available volume whose content is this folder; returns its id. The simulator must have {@link FolderContents}. */
    public String addVolume(String name, long sizeGiB, Path folder) {
        String id = addVolume(name, sizeGiB);
        ((FolderContents) contents).put(id, folder);
        return id;
    }

    /** Somebody makes a volume from a snapshot; returns its id. */
    public String cloneSnapshot(String name, String snapshotId) {
        synchronized (store) {
            return store.createVolume(snapshotId, null, name, store.snapshot(snapshotId).sizeGiB, null, Map.of()).id;
        }
    }

    /** Somebody makes a snapshot; returns its id. */
    public String addSnapshot(String volumeId, String name) {
        return store.createSnapshot(volumeId, name, true, Map.of()).id;
    }

    /** Somebody deletes a volume. */
    public void deleteVolume(String id) {
        store.deleteVolume(id);
    }

    /** Changes an object's metadata behind everybody's back. */
    public void retag(String id, Consumer<Map<String, String>> change) {
        change(() -> change.accept(store.object(id).metadata));
    }

    /** Lets an object seem to have been made at that time. */
    public void backdate(String id, Instant createdAt) {
        change(() -> store.object(id).createdAt = createdAt);
    }

    /** Lets the next snapshot seem to have been taken at that time. */
    public void dateNextSnapshot(Instant takenAt) {
        store.dateNextSnapshot(takenAt);
    }

    /** All volumes. */
    public List<Seen> volumes() {
        synchronized (store) {
            return store.volumes().stream().map(Seen::of).toList();
        }
    }

    /** All snapshots. */
    public List<Seen> snapshots() {
        synchronized (store) {
            return store.snapshots().stream().map(Seen::of).toList();
        }
    }

    /** All backups. */
    public List<Seen> backups() {
        synchronized (store) {
            return store.backups.all().stream().map(Seen::of).toList();
        }
    }

    /** Whether the backup driver is that for Ceph; else it is one that copies chunks. */
    public void cephBackups(boolean ceph) {
        change(() -> store.backups.ceph = ceph);
    }

    /** Whether the backup service runs. */
    public void backupService(boolean running) {
        change(() -> store.backups.running = running);
    }

    /** Sets the limits of backups; −1 is unlimited. */
    public void backupQuota(long backups, long gigabytes) {
        synchronized (store) {
            store.backups.maxBackups = backups;
            store.backups.maxGigabytes = gigabytes;
        }
    }

    /** Lets the next backup end in {@code error}, with this as its reason. */
    public void breakNextBackup(String failReason) {
        change(() -> store.backups.breakNext(failReason));
    }

    /** Whether the log-in is an administrator's, as far as backups go. */
    public void backupAdministrator(boolean administrator) {
        change(() -> store.backups.administrator = administrator);
    }

    /** Lets a backup be of another project: only an administrator sees it, by its id or among those of all projects. */
    public void ofAnotherProject(String backup) {
        change(() -> store.backups.get(backup).foreign = true);
    }

    /** The database loses its row of a backup; the backup's data stays where it is. */
    public void forgetBackup(String id) {
        change(() -> store.backups.forget(id));
    }

    private void change(Runnable change) {
        synchronized (store) {
            change.run();
        }
    }

    /** Lets the next restore of a backup end in {@code error_restoring}, with this as Cinder's message. */
    public void breakNextRestore(String message) {
        change(() -> store.backups.breakNextRestore(message));
    }

    /** Puts a volume, snapshot or backup into a state that it keeps, such as {@code backing-up}. */
    public void status(String id, String status) {
        store.status(id, status);
    }

    /** The availability zones; a new volume that asks for none is in its snapshot's, or in {@code nova}. */
    public void zones(String... names) {
        cinder.zones = Set.of(names);
    }

    /** Lets a volume be in this availability zone. */
    public void move(String volumeId, String zone) {
        change(() -> store.volume(volumeId).zone = zone);
    }

    /** Attaches a volume to a server: {@code attaching}, then {@code in-use}. */
    public void attach(String volumeId) {
        store.attach(volumeId);
    }

    /** The same at once, to that server, and as that device of it. */
    public void attach(String volumeId, String server, String device) {
        store.attach(volumeId, server, device);
    }

    /** Detaches a volume: {@code detaching}, then {@code available}. */
    public void detach(String volumeId) {
        store.detach(volumeId);
    }

    /** Sets the limits; −1 is unlimited. */
    public void quota(long volumes, long snapshots, long gigabytes) {
        store.quota(volumes, snapshots, gigabytes);
    }

    /** How long each change of a state takes, those that are under way included. */
    public void transition(Duration time) {
        store.transition(time);
    }

    /** How much longer each change takes that begins from now on. */
    public void spread(Supplier<Duration> more) {
        store.spread(more);
    }

    /** Lets the next snapshot end in {@code error}, with this as Cinder's message. */
    public void breakNextSnapshot(String message) {
        store.breakNextSnapshot(message);
    }

    /** Lets the next revert end with the volume in {@code error}. */
    public void breakNextRevert() {
        store.reverts.breakNext();
    }

    /** How long a token lives that is issued from now on. */
    public void tokenLife(Duration life) {
        keystone.tokenLife = life;
    }

    /** Makes every token invalid at once. */
    public void revokeTokens() {
        keystone.revokeAll();
    }

    /** Restricts the application credential to these rules, an array as {@code --access-rules} takes it. */
    public void accessRules(JsonNode rules) {
        keystone.accessRules = new SimAccessRules(rules);
    }

    /** Deletes the application credential, which as in Keystone ends its tokens; there is another one with the same secret. */
    public void replaceApplicationCredential(String id) {
        keystone.applicationId = id;
        keystone.revokeAll();
    }

    /** A log-in with the application credential. */
    public static CloudAuth applicationCredential() {
        return new CloudAuth.ApplicationCredential(APPLICATION_CREDENTIAL, new SecretText(APPLICATION_SECRET));
    }

    /** The user's roles on the project. */
    public void roles(String... names) {
        keystone.roles = List.of(names);
    }

    /** The catalog's regions. */
    public void regions(String... names) {
        keystone.regions = List.of(names);
    }

    /** The types under which the catalog lists Cinder; none: it is not there. */
    public void serviceTypes(String... types) {
        keystone.serviceTypes = List.of(types);
    }

    /** The newest microversion, {@code 3.minor}. */
    public void microversion(int minor) {
        cinder.maxMinor = minor;
    }

    /** The most objects that a page of a listing holds. */
    public void pageLimit(int objects) {
        cinder.pageLimit = objects;
    }

    /** Lets something go wrong. Faults are tried in the order in which they were added. */
    public void fail(Fault fault) {
        http.faults().add(fault);
    }

    /** Asks before each request what is to go wrong with it, if anything. */
    public void fail(Function<SimRequest, Optional<Fault.Effect>> decides) {
        http.ask(decides);
    }

    /** Ends {@link Fault.Away}. */
    public void comeBack() throws IOException {
        http.comeBack();
    }

    /** The names of all volumes and snapshots that were ever made by a request, in their order. */
    public List<String> made() {
        return store.made();
    }

    /** Ends all faults. */
    public void heal() {
        http.faults().clear();
        http.ask(request -> Optional.empty());
    }

    /** All requests so far. */
    public List<SimRequest> requests() {
        return List.copyOf(http.log());
    }

    /** The requests so far with this method and with this regular expression in their path. */
    public List<SimRequest> requests(String method, String path) {
        Fault.Builder like = Fault.on(method, path);
        return http.log().stream()
                .filter(request -> like.does(new Fault.Reset()).hits(request))
                .toList();
    }

    @Override
    public void close() {
        http.close();
    }

    /**
     * A volume, snapshot or backup as it is now.
     *
     * @param origin the snapshot or volume that a volume was made from, or the volume that a snapshot or backup is of; null if none
     */
    public record Seen(
            String id, String name, String status, long sizeGiB, String origin, Map<String, String> metadata) {
        private static Seen of(SimVolume volume) {
            return of(volume, volume.sizeGiB, volume.snapshotId == null ? volume.sourceId : volume.snapshotId);
        }

        private static Seen of(SimBackup backup) {
            return of(backup, backup.sizeGiB, backup.volumeId);
        }

        private static Seen of(SimSnapshot snapshot) {
            return of(snapshot, snapshot.sizeGiB, snapshot.volumeId);
        }

        private static Seen of(SimObject object, long sizeGiB, String origin) {
            return new Seen(object.id, object.name, object.status, sizeGiB, origin, Map.copyOf(object.metadata));
        }
    }
}
