package io.jenkins.plugins.cinderbackup.operation.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.restic.ListGoal;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticSetup;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What backups there must be.
 *
 * @param inline whether the step writes the repository, so that only restic, or a backup that the job has made there, shows that it may read it
 * @param cluster how restic's tags call it
 * @param namespace of the PVCs
 * @param claims the PVCs; empty if the selector says which
 * @param selector the labels of the PVCs, as {@code kubectl get pvc --selector} has it; null if they are named
 * @param paths what of each volume, relative to its root
 * @param maxAge how old the newest sound backup of each may be
 * @param verifiedWithin how long ago one of its backups must have been verified at most; null if that does not matter
 * @param refresh whether restic lists the repository first
 * @param remarks settings that do nothing as they are, and why, as sentences
 */
public record GatePlan(
        RepositorySettings repository,
        boolean inline,
        String cluster,
        String namespace,
        List<String> claims,
        @CheckForNull String selector,
        List<String> paths,
        Duration maxAge,
        @CheckForNull Duration verifiedWithin,
        boolean refresh,
        ContainerResources resources,
        JobSettings job,
        Duration cleanupTimeout,
        List<String> remarks)
        implements Plan {
    /** All that is on it. */
    public static final List<String> WHOLE_VOLUME = List.of("/");

    public GatePlan {
        claims = List.copyOf(claims);
        paths = List.copyOf(paths);
        remarks = List.copyOf(remarks);
    }

    @Override
    public String subject() {
        return claims.size() == 1 ? namespace + "/" + claims.get(0) : namespace;
    }

    @Override
    public String describeSubject() {
        if (selector != null) {
            return "all PVCs " + selector + " of namespace " + namespace;
        }
        return claims.size() == 1 ? "PVC " + subject() : claims.size() + " PVCs of namespace " + namespace;
    }

    @Override
    public String describe() {
        return "Gate for " + describeSubject();
    }

    @Override
    public Optional<RepositorySettings> usedRepository() {
        return Optional.of(repository);
    }

    /** There is none: a gate that looks at nothing would let everything pass. */
    @Override
    public boolean dryRun() {
        return false;
    }

    /** What there must be of each PVC. */
    String describeBackup() {
        return "a sound backup" + (paths.equals(WHOLE_VOLUME) ? "" : " of " + String.join(", ", paths));
    }

    /** The PVC as a source of backups. */
    String source(String claim) {
        return SnapshotGroup.source(cluster, namespace, claim, null);
    }

    ResticSetup restic() {
        return new ResticSetup(repository, job, resources, new Names("gate", "gate"));
    }

    ListGoal list() {
        return new ListGoal(
                repository,
                claims.size() == 1 ? SnapshotFilter.ofSource(source(claims.get(0))) : SnapshotFilter.ofAll());
    }
}
