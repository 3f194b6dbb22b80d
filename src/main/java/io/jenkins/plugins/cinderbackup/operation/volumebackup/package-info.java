/** Backups of volumes by Cinder itself: one is made, those that there are are listed, one is restored, one is removed. No Kubernetes is needed. */
package io.jenkins.plugins.cinderbackup.operation.volumebackup;
