/** How fast a backup can be at all. */
package io.jenkins.plugins.cinderbackup.bench.limit;
