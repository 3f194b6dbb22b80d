package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.real.CephBackups;

/** The same with Cinder's driver for Ceph. */
@CephBackups
class RealCephVolumeBackupsTest extends RealVolumeBackupsTest {
    @Override
    boolean ceph() {
        return true;
    }
}
