/** How the objects of a run are written for the API server, and how they are told from others. */
package io.jenkins.plugins.cinderbackup.kubernetes.manifest;
