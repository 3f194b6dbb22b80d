/** Which backups a repository has. */
package io.jenkins.plugins.cinderbackup.operation.list;
