/** The page of all backups. */
package io.jenkins.plugins.cinderbackup.overview;
