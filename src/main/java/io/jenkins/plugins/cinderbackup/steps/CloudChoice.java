package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.model.Findings;
import java.util.List;
import java.util.Optional;

/** Which OpenStack cloud is meant: the named one, the one written inline, or the only one. */
final class CloudChoice {
    @CheckForNull
    private final String named;

    @CheckForNull
    private final OpenstackCloud inline;

    private final CinderBackupConfiguration configuration;
    private final Findings problems;

    /**
     * @param named the name of a configured one, or null
     * @param inline the one written inline, or null
     */
    CloudChoice(
            @CheckForNull String named,
            @CheckForNull OpenstackCloud inline,
            CinderBackupConfiguration configuration,
            Findings problems) {
        this.named = named;
        this.inline = inline;
        this.configuration = configuration;
        this.problems = problems;
    }

    /** The cloud; null if it is not clear, which is then one of the problems. */
    @CheckForNull
    CloudAddress address() {
        if (named != null && inline != null) {
            problems.add(
                    "Both `cloud` and `openstack` are set: a cloud is either named or written inline.",
                    "remove one of them");
            return null;
        }
        if (inline != null) {
            return inline(inline);
        }
        return chosen().map(OpenstackCloud::toAddress).orElse(null);
    }

    /** The same for a step that names volumes and backups of the whole project, of whichever tenant: with a configured cloud only where its administrator allows it. */
    @CheckForNull
    CloudAddress wholeProject() {
        CloudAddress address = address();
        if (address != null && inline == null && !chosen().orElseThrow().isVolumeBackupsAllowed()) {
            problems.add(
                    "Cloud '" + address.label()
                            + "' does not allow jobs to back up volumes by Cinder itself, nor to list, restore or remove such backups.",
                    "ask an administrator to allow it in the global configuration");
        }
        return address;
    }

    private Optional<OpenstackCloud> chosen() {
        List<String> names = configuration.getClouds().stream()
                .map(cloud -> String.valueOf(cloud.getName()))
                .toList();
        String name = ConfiguredNames.name("cloud", "openstack", "OpenStack cloud", named, names, problems);
        return name == null ? Optional.empty() : configuration.cloud(name);
    }

    private CloudAddress inline(OpenstackCloud cloud) {
        if (cloud.getName() != null) {
            problems.add(
                    "openstack.name is '" + cloud.getName() + "': only a cloud of the global configuration has a name.",
                    "remove it");
        }
        if (cloud.getMaxConcurrentCreations() != null) {
            problems.add(
                    "openstack.maxConcurrentCreations is set: only an administrator says how many backups may create at once, for a cloud of the"
                            + " global configuration.",
                    "remove it");
        }
        if (cloud.isVolumeBackupsAllowed()) {
            problems.add(
                    "openstack.volumeBackupsAllowed is set: it is for clouds of the global configuration; with one that is written inline all is allowed that its"
                            + " credential is.",
                    "remove it");
        }
        CloudAddress address = cloud.toAddress(
                ConfiguredNames.label(cloud.getAuthUrl(), cloud.getCloudName(), cloud.getCredentialsId()),
                "openstack.");
        problems.addAll(AddressCheck.cloud(address));
        return address;
    }
}
