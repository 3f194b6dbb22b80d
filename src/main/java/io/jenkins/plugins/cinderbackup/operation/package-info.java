/** What the engine can do: a package for each operation, with its plan, its checks and its procedure. */
package io.jenkins.plugins.cinderbackup.operation;
