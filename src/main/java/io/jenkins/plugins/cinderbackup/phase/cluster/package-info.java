/** Phases that make objects in Kubernetes and await them. */
package io.jenkins.plugins.cinderbackup.phase.cluster;
