/** What it takes to get a restic command done, as Jobs. */
package io.jenkins.plugins.cinderbackup.phase.restic;
