package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.CloudLogin;
import io.jenkins.plugins.cinderbackup.connection.Renewable;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackBlockStorage;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.List;
import java.util.Optional;

/** One run's OpenStack cloud: where it is by now, and what its credential says. */
final class RunCloud {
    private final CloudAddress address;
    private final CredentialLookup credentials;
    private final Masking masking;

    @CheckForNull
    private final ProxyConfiguration proxy;

    private final Renewable<CloudSettings, OpenstackBlockStorage> storage;
    /** What of the credential is not used, as the last look at it has shown. */
    private volatile Optional<String> note = Optional.empty();

    RunCloud(
            CloudAddress address,
            CredentialLookup credentials,
            Masking masking,
            @CheckForNull ProxyConfiguration proxy,
            OpenstackClouds clouds,
            List<AccessRule> rules) {
        this.address = address;
        this.credentials = credentials;
        this.masking = masking;
        this.proxy = proxy;
        storage = new Renewable<>(
                this::logIn, settings -> clouds.blockStorage(settings).requiring(rules), before -> {}, Ticker.system());
    }

    private CloudSettings logIn() {
        CloudLogin login = new CloudLogin(ConfiguredTargets.get().now(address), credentials, masking);
        CloudSettings settings = login.settings(proxy);
        note = login.note();
        return settings;
    }

    Renewable<CloudSettings, OpenstackBlockStorage> storage() {
        return storage;
    }

    Optional<String> note() {
        return note;
    }

    String endpoint() {
        return storage.settings().endpoint();
    }

    int most(CreationLimits limits) {
        return limits.most(address.label(), storage.settings().authUrl());
    }
}
