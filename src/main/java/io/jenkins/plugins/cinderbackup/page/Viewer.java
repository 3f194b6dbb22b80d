package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * What whoever looks may see of the catalog: the sources that a job backs up which he may read. Of those of which no job is there any more, or is known, only
 * who may read the system's configuration is told. For one request: what was found out of a job is kept.
 */
public final class Viewer {
    private enum Sight {
        READABLE,
        HIDDEN,
        GONE
    }

    private final boolean readsSystem = Jenkins.get().hasPermission(Jenkins.SYSTEM_READ);
    private final Map<String, Sight> jobs = new HashMap<>();

    /** Whether he may read the system's configuration. */
    public boolean readsSystem() {
        return readsSystem;
    }

    /**
     * Whether he may be told of a source.
     *
     * @param jobs the full names of those that back it up, as far as they are known
     */
    public boolean sees(@NonNull Set<String> jobs) {
        return jobs.stream().anyMatch(job -> sight(job) == Sight.READABLE)
                || readsSystem && jobs.stream().allMatch(job -> sight(job) == Sight.GONE);
    }

    private Sight sight(String job) {
        return jobs.computeIfAbsent(job, this::look);
    }

    private Sight look(String job) {
        try {
            if (Jenkins.get().getItemByFullName(job) != null) {
                return Sight.READABLE;
            }
        } catch (AccessDeniedException e) {
            // He may know that there is such a job, and no more
            return Sight.HIDDEN;
        }
        if (!readsSystem) {
            // Whether it is there makes no difference
            return Sight.HIDDEN;
        }
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(job) == null ? Sight.GONE : Sight.HIDDEN;
        }
    }
}
