/**
 * Keystone and Cinder over real HTTP on the loopback, as far as a backup meets them. Held to the real thing by {@code BlockStorageContract},
 * which runs against both.
 */
package io.jenkins.plugins.cinderbackup.simulator.openstack;
