/** What the engine needs from outside, in the domain's words. The adapters implement these. */
package io.jenkins.plugins.cinderbackup.port;
