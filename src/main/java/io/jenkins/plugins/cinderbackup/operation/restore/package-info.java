/** From a backup to a volume that has its files again: as a new PVC, or in place. */
package io.jenkins.plugins.cinderbackup.operation.restore;
