/** What a build shows of a backup: its console and its result. */
package io.jenkins.plugins.cinderbackup.run;
