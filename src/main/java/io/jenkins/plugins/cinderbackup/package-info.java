/**
 * Backs up the Cinder volume behind a Kubernetes PVC with restic, from a snapshot, as a Jenkins build step.
 *
 * <p>The packages below are the rooms of the plugin; the arrows between them point inwards, to {@code engine} and {@code restic}.
 */
package io.jenkins.plugins.cinderbackup;
