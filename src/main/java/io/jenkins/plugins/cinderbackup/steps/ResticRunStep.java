package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step whose runs need restic in a cluster. */
public abstract class ResticRunStep extends RunStep {
    private String cluster;
    private KubernetesApi kubernetes;
    private RepositoryOptions repository = new RepositoryOptions();
    private ResourceOptions resources = new ResourceOptions();
    private JobOptions job = new JobOptions();

    ResticRunStep() {
        // See RunStep
    }

    @Override
    List<Finding> runProblems() {
        Findings problems = new Findings();
        problems.addAll(repository.problems());
        problems.addAll(resources.problems());
        problems.addAll(job.problems());
        problems.addAll(super.runProblems());
        return problems.list();
    }

    /** Name of a cluster of the global configuration; the only one if null. */
    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(@CheckForNull String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    /** The cluster written inline. */
    @CheckForNull
    public KubernetesApi getKubernetes() {
        return kubernetes;
    }

    @DataBoundSetter
    public void setKubernetes(@CheckForNull KubernetesApi kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** The restic repository. */
    public RepositoryOptions getRepository() {
        return repository;
    }

    @DataBoundSetter
    public void setRepository(@CheckForNull RepositoryOptions repository) {
        this.repository = repository == null ? new RepositoryOptions() : repository;
    }

    /** CPU and memory of restic. */
    public ResourceOptions getResources() {
        return resources;
    }

    @DataBoundSetter
    public void setResources(@CheckForNull ResourceOptions resources) {
        this.resources = resources == null ? new ResourceOptions() : resources;
    }

    /** The Job that runs restic. */
    public JobOptions getJob() {
        return job;
    }

    @DataBoundSetter
    public void setJob(@CheckForNull JobOptions job) {
        this.job = job == null ? new JobOptions() : job;
    }
}
