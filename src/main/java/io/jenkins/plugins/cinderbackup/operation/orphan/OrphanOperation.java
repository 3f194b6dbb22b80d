package io.jenkins.plugins.cinderbackup.operation.orphan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import java.util.List;
import java.util.Map;

/** Nothing but the clean-up of what was found of a run by its marks, for which the background calls. */
public final class OrphanOperation {
    /** The operation. */
    public static final Operation<OrphanPlan> OPERATION = new Operation<>(
            "orphan",
            OrphanPlan.class,
            plan -> new Procedure(List.of(new Cleanup(plan.cleanupTimeout(), List.of())), List.of()),
            plan -> new Requirements(List.of(), List.of(), List.of()),
            List.of(),
            Conclusion.NONE);

    private OrphanOperation() {}

    /**
     * What was found, as a journal.
     *
     * @param found whose it is, by its marks
     * @param connections how cloud and cluster are found again
     * @param cloud by what the cloud was recognised in which something was found, or null if nothing was
     * @param cluster the same for the cluster
     */
    public static RunJournal journal(
            Ownership found,
            Map<String, String> connections,
            @CheckForNull Site cloud,
            @CheckForNull Site cluster,
            List<TrackedResource> resources) {
        OrphanPlan plan = new OrphanPlan(found.sourceVolume());
        return OPERATION
                .begin(found.run(), found.origin(), plan, connections, found.createdAt())
                .holding(found, cloud, cluster, resources);
    }
}
