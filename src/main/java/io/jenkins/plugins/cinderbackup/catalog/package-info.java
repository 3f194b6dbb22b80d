/** Which backups there are, of which sources in which repositories. */
package io.jenkins.plugins.cinderbackup.catalog;
