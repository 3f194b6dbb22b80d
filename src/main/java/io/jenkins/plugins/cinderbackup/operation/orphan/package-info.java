/** The removal of what was found of a run by its ownership marks alone. */
package io.jenkins.plugins.cinderbackup.operation.orphan;
