/** The global configuration: named clouds, clusters and repositories, and what jobs may do with them. */
package io.jenkins.plugins.cinderbackup.config;
