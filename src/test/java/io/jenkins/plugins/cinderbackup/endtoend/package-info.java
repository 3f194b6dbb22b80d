/** Engine and adapters as shipped, with the real restic, against a whole simulated site over HTTP. */
package io.jenkins.plugins.cinderbackup.endtoend;
