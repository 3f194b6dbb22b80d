package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.WeakRegistry;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.Refusals;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.util.List;

/** The clouds in use. Runs with equal settings share one project, and with it one token, one cache of states and one HTTP client. */
public final class OpenstackClouds {
    private final Ticker ticker;
    private final Duration pace;
    private final Refusals refusals;
    private final WeakRegistry<CloudSettings, CinderProject> projects = new WeakRegistry<>();

    /** With Java's clock, and ten looks a second at most at what somebody waits for, or five listings. */
    public OpenstackClouds() {
        this(Ticker.system(), Duration.ofMillis(100));
    }

    /** @param pace the least time between two looks at the state of a cloud's volumes, or of its snapshots, however many runs wait for them */
    public OpenstackClouds(Ticker ticker, Duration pace) {
        this.ticker = ticker;
        this.pace = pace;
        refusals = new Refusals(ticker);
    }

    /**
     * The cloud's block storage. Nothing is sent before the first call to it.
     *
     * @throws PermanentException if the CA certificate cannot be read
     */
    public OpenstackBlockStorage blockStorage(CloudSettings settings) {
        return new OpenstackBlockStorage(projects.get(settings, this::project), List.of());
    }

    private CinderProject project(CloudSettings settings) {
        CloudSession session = new CloudSession(settings, refusals, ticker);
        return new CinderProject(
                session,
                new CinderObjects<>(session, CinderObjects.Kind.VOLUME, ticker, pace),
                new CinderObjects<>(session, CinderObjects.Kind.SNAPSHOT, ticker, pace),
                new CinderObjects<>(session, CinderObjects.Kind.BACKUP, ticker, pace));
    }

    /**
     * Logs in afresh, also where that was refused a short while ago, and looks around; nothing is changed.
     *
     * @param needed what the credential must let through
     * @param callTimeout for each of the three calls
     * @throws BackupException if the log-in or a look fails
     */
    public CloudReport report(CloudSettings settings, List<AccessRule> needed, Duration callTimeout) {
        refusals.forget(settings);
        CloudSession session = new CloudSession(settings.withCallTimeout(callTimeout), refusals, ticker);
        session.require(needed);
        return session.report();
    }
}
