package io.jenkins.plugins.cinderbackup.openstack.cinder;

/** The same with Cinder's driver for Ceph. */
class SimulatedCephVolumeBackupsTest extends SimulatedVolumeBackupsTest {
    @Override
    boolean ceph() {
        return true;
    }
}
