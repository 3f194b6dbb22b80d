package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.removal.ScanTarget;
import io.jenkins.plugins.cinderbackup.removal.ScanTargets;
import java.util.List;
import java.util.stream.Stream;

/** The clouds and clusters of the global configuration, as it is when it is asked. */
final class ConfiguredScanTargets implements ScanTargets {
    private final BackupServices services;

    ConfiguredScanTargets(BackupServices services) {
        this.services = services;
    }

    @NonNull
    @Override
    public List<ScanTarget> all() {
        ConfiguredTargets configured = ConfiguredTargets.get();
        return Stream.concat(
                        configured.cloudAddresses().stream().map(address -> ConfiguredScanTarget.of(services, address)),
                        configured.clusterAreas().stream().map(area -> ConfiguredScanTarget.of(services, area)))
                .toList();
    }

    @NonNull
    @Override
    public ScanTarget named(boolean cloud, @NonNull String name) {
        return all().stream()
                .filter(target -> target.isCloud() == cloud && target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ConfiguredTargets.gone(cloud ? "cloud" : "cluster", name));
    }
}
