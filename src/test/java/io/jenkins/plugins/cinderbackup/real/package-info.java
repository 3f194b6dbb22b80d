/**
 * Tests on real services: {@link io.jenkins.plugins.cinderbackup.real.RealSite} is what they begin with, and {@code rigs/README.md} says what
 * it stands on. Whatever looks at a service here does so by other ways than the plugin: its own requests, {@code rbd}, {@code restic}.
 */
package io.jenkins.plugins.cinderbackup.real;
