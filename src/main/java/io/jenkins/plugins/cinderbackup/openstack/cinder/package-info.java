/**
 * {@link io.jenkins.plugins.cinderbackup.port.BlockStorage} over Cinder's API: our own models of volumes and snapshots, and the translation of
 * every failure into one that says whether trying again helps.
 */
package io.jenkins.plugins.cinderbackup.openstack.cinder;
