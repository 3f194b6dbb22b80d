/** The administrator's page of what runs have left behind. */
package io.jenkins.plugins.cinderbackup.leftovers;
