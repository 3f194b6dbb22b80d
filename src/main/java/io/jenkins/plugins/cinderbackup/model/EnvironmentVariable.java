package io.jenkins.plugins.cinderbackup.model;

/**
 * A variable in a container's environment. No secret: it stands in the pod.
 *
 * @param value as the container is to see it; nothing in it is expanded
 */
public record EnvironmentVariable(String name, String value) {}
