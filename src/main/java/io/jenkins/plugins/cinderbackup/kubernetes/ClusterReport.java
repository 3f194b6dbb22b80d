package io.jenkins.plugins.cinderbackup.kubernetes;

import io.jenkins.plugins.cinderbackup.engine.Finding;
import java.util.List;

/**
 * What a cluster says to whoever has logged in.
 *
 * @param version such as {@code v1.33.1}
 * @param missing the permissions that a backup needs and the credential does not have, with the rules that give them
 */
public record ClusterReport(String version, List<Finding> missing) {}
