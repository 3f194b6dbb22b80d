/** The removal of what a run has created and does not keep. */
package io.jenkins.plugins.cinderbackup.phase.cleanup;
