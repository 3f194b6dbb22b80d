package io.jenkins.plugins.cinderbackup.model;

/** What a container asks for and may use, as Kubernetes quantities. */
public record ContainerResources(String requestsCpu, String requestsMemory, String limitsCpu, String limitsMemory) {}
