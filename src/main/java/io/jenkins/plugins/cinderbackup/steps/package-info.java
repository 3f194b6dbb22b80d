/** The Pipeline step, its execution, and the settings that it shares with every other way to start a backup. */
package io.jenkins.plugins.cinderbackup.steps;
