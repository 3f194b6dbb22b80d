/** The removal of what runs have left behind: by their journals, and by the marks on what a scan has found. */
package io.jenkins.plugins.cinderbackup.removal;
