/** {@code Cluster} over the Kubernetes API: source discovery, rehearsal, creation and deletion, inventory. No Jenkins type. */
package io.jenkins.plugins.cinderbackup.kubernetes;
