/** Addresses and credential ids into log-ins, and what is asked of a server before it is used. */
package io.jenkins.plugins.cinderbackup.connection;
