/** The only place where adapters meet ports: from addresses and credential ids to a working engine, and the threads that drive it. */
package io.jenkins.plugins.cinderbackup.wiring;
