/**
 * A Kubernetes cluster in this process, as far as a backup meets it: an API server over HTTP with watches, a binder, a Job controller, and a
 * kubelet that runs restic as a process over the folder that stands for a volume's content.
 */
package io.jenkins.plugins.cinderbackup.simulator.kubernetes;
