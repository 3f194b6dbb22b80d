/** Keeps the journals of runs as files, so that they outlive the process and the machine's crash. */
package io.jenkins.plugins.cinderbackup.journal;
