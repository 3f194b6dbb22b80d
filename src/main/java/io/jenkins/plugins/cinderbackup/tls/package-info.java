/** Certificates as users give them, and whom TLS trusts by them. */
package io.jenkins.plugins.cinderbackup.tls;
