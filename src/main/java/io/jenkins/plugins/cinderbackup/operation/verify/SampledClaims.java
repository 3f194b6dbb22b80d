package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import java.util.List;

/**
 * The PVCs that were chosen.
 *
 * @param names in order
 */
record SampledClaims(List<String> names) {
    /** Known once the checks have passed. */
    static final Fact<SampledClaims> FACT = new Fact<>("sampledClaims", SampledClaims.class);

    SampledClaims {
        names = List.copyOf(names);
    }
}
