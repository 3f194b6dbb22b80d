/**
 * Lets the real step classes run where no Jenkins is: a controller, jobs and builds for tests of the central build.
 * What a test here and a test in a real Jenkins both say is written once, in an abstract test of {@code src/test/java}.
 */
package io.jenkins.plugins.cinderbackup.headless;
