/** Phases that know nothing of an operation: they take what they need in their constructor. */
package io.jenkins.plugins.cinderbackup.phase;
