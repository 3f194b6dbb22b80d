/** Phases and checks that work on Cinder. */
package io.jenkins.plugins.cinderbackup.phase.storage;
