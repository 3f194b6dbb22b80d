/** {@code ./dev demo}: the whole backup from end to end, with the step as shipped, on simulated clouds and real files. */
package io.jenkins.plugins.cinderbackup.demo;
