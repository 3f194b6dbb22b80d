package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.phase.Names;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Instant START = Instant.parse("2026-12-31T23:59:59.999Z");
    private static final RunId RUN = new RunId("0123456789abcdef");

    private final PlanBuilder plan = new PlanBuilder();

    @Test
    void aSnapshotIsNamedAfterItsSourceAndTime() {
        assertThat(names().snapshot(START)).isEqualTo("backup-shop-db-20261231-235959");
        assertThat(names().volume(START)).isEqualTo("backup-shop-db-20261231-235959-temporary");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 230, 231, 232, 233, 240, 253, 400})
    void namesOfCinderNeverHaveMoreThan255CharactersAndKeepTheirEnd(int length) {
        plan.pvc = "p".repeat(length);

        assertThat(names().snapshot(START)).hasSizeLessThanOrEqualTo(255).endsWith("-20261231-235959");
        assertThat(names().volume(START)).hasSizeLessThanOrEqualTo(255).endsWith("-temporary");
    }

    @Test
    void namesThatAreCutStayDifferent() {
        plan.pvc = "p".repeat(253);
        String one = names().snapshot(START);
        plan.pvc = "p".repeat(252) + "q";

        assertThat(names().snapshot(START)).isNotEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db",
                "data.postgres-0",
                "UPPER_case",
                "ünïcode",
                "a-very-long-name-that-goes-on-and-on-and-on-and-on-and-on-and-on"
            })
    void namesOfKubernetesAreLabelsAndTellTheRun(String pvc) {
        plan.pvc = pvc;

        assertThat(names().kubernetes(RUN, "-backup-12"))
                .matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")
                .hasSizeLessThanOrEqualTo(63)
                .endsWith("-0123456789abcdef-backup-12");
    }

    @Test
    void noPairOfSurrogatesIsCutInHalf() {
        String emoji = "🗄".repeat(200);
        for (int max = 20; max < 60; max++) {
            String cut = Names.shorten(emoji, max);
            assertThat(cut).hasSizeLessThanOrEqualTo(max);
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(cut);
            assertThat(Names.shorten(emoji, max)).isEqualTo(cut);
        }
    }

    private Names names() {
        BackupPlan built = plan.build();
        return new Names(built.snapshot().namePrefix(), built.sourceName());
    }
}
