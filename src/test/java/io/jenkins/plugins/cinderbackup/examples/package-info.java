/** The files of {@code examples/kubernetes} and {@code examples/openstack}, as tests use them: whole, and with one right taken away. */
package io.jenkins.plugins.cinderbackup.examples;
