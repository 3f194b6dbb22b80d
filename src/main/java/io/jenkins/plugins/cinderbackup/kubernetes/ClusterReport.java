package io.jenkins.plugins.cinderbackup.kubernetes;

import io.jenkins.plugins.cinderbackup.model.Finding;
import java.util.List;

/**
 * What a cluster says to whoever has logged in.
 *
 * @param version such as {@code v1.33.1}
 * @param missing the required permissions that the credential does not have, with the rules that give them
 * @param absent the namespaces that were asked for and do not exist
 * @param hidden those of which the credential does not see whether they do
 */
public record ClusterReport(String version, List<Finding> missing, List<String> absent, List<String> hidden) {}
