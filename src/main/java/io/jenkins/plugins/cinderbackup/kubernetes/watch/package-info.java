/** How far the objects of a run are: shared watches, and what a Job, its pod, their events and its log say. */
package io.jenkins.plugins.cinderbackup.kubernetes.watch;
