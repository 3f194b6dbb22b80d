package io.jenkins.plugins.cinderbackup.real;

/** The same with Cinder's backup driver for Ceph. */
@CephBackups
class RealCephScsTest extends RealScsTest {}
