package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Set;

/**
 * Backups by Cinder that nobody can restore any more.
 *
 * @param cloudName the cloud's name in the global configuration; null where the job has written it inline
 * @param volumeId the volume of which they are
 * @param ids of the backups
 */
public record LostBackups(@CheckForNull String cloudName, String volumeId, Set<String> ids) {
    public LostBackups {
        ids = Set.copyOf(ids);
    }
}
