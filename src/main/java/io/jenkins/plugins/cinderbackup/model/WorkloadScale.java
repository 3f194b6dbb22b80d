package io.jenkins.plugins.cinderbackup.model;

/**
 * How a workload was scaled when it was looked at.
 *
 * @param uid of the workload: one of the same name that is made later has another
 * @param version of the workload: after any change it is another
 * @param replicas how many pods it is to have
 * @param selector the label selector of its pods, as Kubernetes writes it
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/">Workload resources, the subresource scale</a>
 */
public record WorkloadScale(String uid, String version, int replicas, String selector) {}
