/** One class for each phase of a run: what it begins, what it observes, when it is over. A procedure is a list of them. */
package io.jenkins.plugins.cinderbackup.engine.phase;
