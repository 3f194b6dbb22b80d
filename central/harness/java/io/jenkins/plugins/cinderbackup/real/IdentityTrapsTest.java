package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real Keystone can do to a backup. Halted, cinder-volume keeps the snapshot in {@code creating} for as long as that takes. */
@Real
class IdentityTrapsTest {
    @RegisterExtension
    static final TrapSite TRAPS = new TrapSite(1);

    private final CloudUser user = CloudUser.member();

    @AfterEach
    void restore() {
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");
        user.close();
    }

    private static void useCloud(Map<String, Object> fields) {
        CinderBackupConfiguration.get().setClouds(List.of(TRAPS.jenkins().cloud(fields)));
    }

    private static void addLogin(String name, String secret) {
        TRAPS.jenkins().controller().add(HeadlessCredentials.login("trap", name, secret));
    }

    private static TrappedBackup startUntilItsSnapshotHangs(Map<String, Object> arguments) {
        Rigs.OPENSTACK.control("service", "cinder-volume", "halt");
        TrappedBackup backup = TRAPS.start(arguments);
        backup.awaitPhase("CreatingSnapshot");
        await().atMost(RealJenkins.LIMIT)
                .until(() -> TRAPS.site().cinder().list("snapshots").stream()
                        .anyMatch(snapshot -> snapshot.path("volume_id")
                                .asText()
                                .equals(TRAPS.source().volumeId())));
        return backup;
    }

    @Test
    void aTokenThatEndsInTheMiddleIsRenewedWithoutAWord() throws Exception {
        addLogin(user.name(), user.password());
        useCloud(Map.of("credentialsId", "trap"));
        try (LogIns logIns = new LogIns()) {
            TrappedBackup backup = startUntilItsSnapshotHangs(TRAPS.arguments());
            int before = logIns.count.get();
            user.revokeTokens();
            await().atMost(RealJenkins.LIMIT).until(() -> logIns.count.get() > before);
            Rigs.OPENSTACK.control("service", "cinder-volume", "start");

            backup.succeeds();
            backup.doesNotSay("authenticate", "answers 401", "Retrying", "WARNING");
            backup.leavesNothing();
        }
    }

    @Test
    void aRevokedApplicationCredentialIsSaidAndAnotherRemovesWhatItCouldNot() throws Exception {
        CloudUser.ApplicationCredential credential = user.applicationCredential();
        addLogin(credential.id(), credential.secret());
        useCloud(Map.of("credentialsId", "trap", "authType", "applicationCredential"));
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "cleanup", "timeout", 8);
        TrappedBackup backup = startUntilItsSnapshotHangs(arguments);
        user.revokeApplicationCredentials();

        backup.fails(
                "CreatingSnapshot",
                "Failed to authenticate with OpenStack",
                "ensure that the user has the `member` role on the project",
                credential.id());
        backup.leaves("(creating)");
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");
        CloudUser.ApplicationCredential another = user.applicationCredential();
        addLogin(another.id(), another.secret());
        backup.isRemovedInTheBackground();
    }

    @Test
    void aWrongRegionIsSaidWithTheRightOnes() throws Exception {
        useCloud(Map.of("regionName", "RegionTwo"));

        TrappedBackup backup = TRAPS.start(TRAPS.arguments());

        backup.fails(
                "Pending",
                "The cloud has no region 'RegionTwo' with block storage",
                "set 'regionName' to one of: RegionOne");
        backup.leavesNothing();
    }

    /** How often the plugin has logged in. */
    private static final class LogIns extends Handler implements AutoCloseable {
        private final Logger logger =
                Logger.getLogger("io.jenkins.plugins.cinderbackup.openstack.keystone.KeystoneLogin");
        private final AtomicInteger count = new AtomicInteger();

        LogIns() {
            logger.setLevel(Level.FINE);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().startsWith("Logged in to ")) {
                count.incrementAndGet();
            }
        }

        @Override
        public void flush() {
            // Nothing is buffered
        }

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(null);
        }
    }
}
