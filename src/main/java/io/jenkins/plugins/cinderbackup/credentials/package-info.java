/** Jenkins credentials by id into values, their use tracked and their secrets masked. */
package io.jenkins.plugins.cinderbackup.credentials;
