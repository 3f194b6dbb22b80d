/** Whether a repository is whole. */
package io.jenkins.plugins.cinderbackup.operation.check;
