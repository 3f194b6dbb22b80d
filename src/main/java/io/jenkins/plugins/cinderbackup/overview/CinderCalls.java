package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.BackedUpSource;
import java.util.List;

/** The steps for a volume that Cinder backs up. */
final class CinderCalls implements StepCalls {
    private final BackedUpSource source;

    CinderCalls(@NonNull BackedUpSource source) {
        this.source = source;
    }

    /** To a new volume: nothing is lost by that. */
    @NonNull
    @Override
    public String restore(@NonNull String backup) {
        String name = source.name() == null ? "NAME OF THE NEW VOLUME" : source.name() + "-restored";
        return GroovyCall.of(
                "cinderVolumeRestore",
                List.of(
                        cloud(),
                        "backup: " + GroovyCall.text(backup),
                        "newVolume: [name: " + GroovyCall.text(name) + "]"));
    }

    /** A job may have written the cloud inline: it has no name then, and its URL and the project in place of one. */
    private String cloud() {
        String cloud = source.cloud();
        return cloud.contains("://")
                ? "openstack: [authUrl: " + GroovyCall.text(cloud.split(" ", 2)[0])
                        + ", credentialsId: 'ID OF ITS CREDENTIALS']"
                : "cloud: " + GroovyCall.text(cloud);
    }

    /** None: Cinder's own list is no part of the catalog. */
    @CheckForNull
    @Override
    public String list() {
        return null;
    }
}
