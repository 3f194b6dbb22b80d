/** Who logs in to an OpenStack cloud, from the files that users have, and one Keystone token for all runs with equal settings. */
package io.jenkins.plugins.cinderbackup.openstack.keystone;
