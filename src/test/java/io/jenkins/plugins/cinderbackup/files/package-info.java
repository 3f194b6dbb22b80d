/** Real files to back up, and the comparison of what was restored with what was there. */
package io.jenkins.plugins.cinderbackup.files;
