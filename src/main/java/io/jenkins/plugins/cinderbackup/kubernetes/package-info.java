/** {@code Cluster} over the Kubernetes API: source discovery, the temporary PVC and PV, restic's Jobs, shared watches. No Jenkins type. */
package io.jenkins.plugins.cinderbackup.kubernetes;
