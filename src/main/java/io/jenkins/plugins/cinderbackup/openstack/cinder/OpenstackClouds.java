package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.http.WeakRegistry;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.Refusals;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;

/** The clouds in use. Runs with equal settings get the same instance, and with it one token, one status board and one HTTP client. */
public final class OpenstackClouds {
    private final Ticker ticker;
    private final Duration pace;
    private final Refusals refusals;
    private final WeakRegistry<CloudSettings, OpenstackBlockStorage> clouds = new WeakRegistry<>();

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
        return clouds.get(
                settings, key -> new OpenstackBlockStorage(new CloudSession(key, refusals, ticker), ticker, pace));
    }

    /**
     * Logs in afresh, also where that was refused a short while ago, and looks around; nothing is changed.
     *
     * @param callTimeout for each of the three calls
     * @throws BackupException if the log-in or a look fails
     */
    public CloudReport report(CloudSettings settings, Duration callTimeout) {
        refusals.forget(settings);
        ConnectionSettings connection = settings.connection().withCallTimeout(callTimeout);
        return new CloudSession(
                        new CloudSettings(
                                settings.authUrl(),
                                settings.auth(),
                                settings.region(),
                                settings.endpointInterface(),
                                connection),
                        refusals,
                        ticker)
                .report();
    }
}
