/**
 * {@link io.jenkins.plugins.cinderbackup.port.BlockStorage} over openstack4j: a connector over {@code java.net.http}, one
 * Keystone token for all runs with equal settings, our own models of volumes and snapshots, and the translation of every failure
 * into one that says whether trying again helps.
 */
package io.jenkins.plugins.cinderbackup.openstack;
