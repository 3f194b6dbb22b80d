package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What says whose an object is comes back from Kubernetes as it was, or not at all. */
class OwnershipLabelsTest {
    private static Ownership tags(String sourceVolume) {
        Instant start = Instant.parse("2026-03-01T10:00:00Z");
        return new Ownership(
                new Origin("jenkins-1", "Ordner/größer", "42"),
                RunId.random(),
                sourceVolume,
                start,
                start.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = "volume-1")
    @NullSource
    void comesBackWithAndWithoutASourceVolume(String sourceVolume) {
        Ownership tags = tags(sourceVolume);

        assertThat(OwnershipLabels.tags(OwnershipLabels.labels(tags.run()), OwnershipLabels.annotations(tags)))
                .isEqualTo(tags);
    }

    @Test
    void nothingElseMayBeMissing() {
        Ownership tags = tags(null);
        Map<String, String> whole = OwnershipLabels.annotations(tags);
        for (String key : whole.keySet()) {
            Map<String, String> less = new HashMap<>(whole);
            less.remove(key);
            assertThat(OwnershipLabels.tags(OwnershipLabels.labels(tags.run()), less))
                    .as("without " + key)
                    .isNull();
        }
    }
}
