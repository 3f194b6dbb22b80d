/** Logs in to a Kubernetes API server, makes requests and says what became of them. */
package io.jenkins.plugins.cinderbackup.kubernetes.client;
