package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.phase.cluster.LabelledClaims;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Duration;
import java.util.Optional;

/**
 * Verifications of some PVCs of many: the choice of them.
 *
 * @param cluster how restic's tags call it
 * @param namespace of the PVCs
 * @param selector the labels of the PVCs of which it is chosen, as {@code kubectl get pvc --selector} has it
 * @param sample so many of them at most
 * @param each what is to be done with each; it names none
 */
public record ProofSamplePlan(String cluster, String namespace, String selector, int sample, VerifyPlan each)
        implements Plan {
    @Override
    public String subject() {
        return namespace;
    }

    @Override
    public String describeSubject() {
        return claims().describe();
    }

    @Override
    public String describe() {
        return "Sample of the " + describeSubject();
    }

    @Override
    public Optional<RepositorySettings> usedRepository() {
        return each.usedRepository();
    }

    @Override
    public Duration cleanupTimeout() {
        return each.cleanupTimeout();
    }

    /** A choice creates nothing; what follows it creates nothing either. */
    @Override
    public boolean dryRun() {
        return each.dryRun();
    }

    LabelledClaims claims() {
        return new LabelledClaims(namespace, selector);
    }

    /** The PVC as a source of backups. */
    String source(String claim) {
        return SnapshotGroup.source(cluster, namespace, claim, null);
    }
}
