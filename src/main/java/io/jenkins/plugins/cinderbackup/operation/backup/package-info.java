/** From a snapshot of the source to a restic backup of it, retention, and nothing left behind. */
package io.jenkins.plugins.cinderbackup.operation.backup;
