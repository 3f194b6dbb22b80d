/** What a build and a job show of their backups: the console and the pages. */
package io.jenkins.plugins.cinderbackup.page;
