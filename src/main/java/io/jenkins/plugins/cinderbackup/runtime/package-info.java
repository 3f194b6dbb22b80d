/** What calls the engine: the drivers of runs, their threads, and how many begin at once. */
package io.jenkins.plugins.cinderbackup.runtime;
