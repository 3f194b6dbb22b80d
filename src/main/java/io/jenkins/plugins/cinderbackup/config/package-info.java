/** The global configuration: named clouds and clusters, and what jobs may do with them. */
package io.jenkins.plugins.cinderbackup.config;
