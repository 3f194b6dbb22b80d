package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Plan;
import java.time.Duration;

/**
 * Backups of all volumes of a server by Cinder: the search for them.
 *
 * @param server the server's id
 * @param each what is to be done with each of them; it names none
 */
public record VolumeSearchPlan(String server, VolumeBackupPlan each) implements Plan {
    @Override
    public String subject() {
        return server;
    }

    @Override
    public String describeSubject() {
        return "server " + server;
    }

    @Override
    public String describe() {
        return "Search for the volumes of " + describeSubject();
    }

    @Override
    public Duration cleanupTimeout() {
        return each.cleanupTimeout();
    }

    /** A search creates nothing; what follows it creates nothing either. */
    @Override
    public boolean dryRun() {
        return each.dryRun();
    }
}
