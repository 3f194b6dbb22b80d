/** Backups of volumes by Cinder itself: one is made, those that there are are listed, one is restored, one is removed. Kubernetes is only asked which volume is behind a PVC. */
package io.jenkins.plugins.cinderbackup.operation.volumebackup;
