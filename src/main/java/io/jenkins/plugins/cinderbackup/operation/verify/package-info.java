/** Whether a repository is whole, and whether a backup in it can be restored. */
package io.jenkins.plugins.cinderbackup.operation.verify;
