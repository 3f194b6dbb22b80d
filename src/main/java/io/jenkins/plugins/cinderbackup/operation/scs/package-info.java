/** The test of SCS-0117: whether a user of a cloud can back a volume up with Cinder and get it back. */
package io.jenkins.plugins.cinderbackup.operation.scs;
