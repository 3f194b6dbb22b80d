/** Whether sources have the backups that somebody asks for before going on. */
package io.jenkins.plugins.cinderbackup.operation.gate;
