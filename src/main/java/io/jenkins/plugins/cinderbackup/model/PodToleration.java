package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A pod's toleration, as in the Kubernetes API; absent parts are null. */
public record PodToleration(
        @CheckForNull String key,
        @CheckForNull String operator,
        @CheckForNull String value,
        @CheckForNull String effect,
        @CheckForNull Long tolerationSeconds) {}
