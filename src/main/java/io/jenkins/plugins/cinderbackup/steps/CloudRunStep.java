package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import org.kohsuke.stapler.DataBoundSetter;

/** A step whose runs have to do with a volume in a cloud. */
public abstract class CloudRunStep extends RunStep {
    private String cloud;
    private OpenstackCloud openstack;

    CloudRunStep() {
        // See RunStep
    }

    /** Name of a cloud of the global configuration; the only one if null. */
    @CheckForNull
    public String getCloud() {
        return cloud;
    }

    @DataBoundSetter
    public void setCloud(@CheckForNull String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    /** The cloud written inline. */
    @CheckForNull
    public OpenstackCloud getOpenstack() {
        return openstack;
    }

    @DataBoundSetter
    public void setOpenstack(@CheckForNull OpenstackCloud openstack) {
        this.openstack = openstack;
    }
}
