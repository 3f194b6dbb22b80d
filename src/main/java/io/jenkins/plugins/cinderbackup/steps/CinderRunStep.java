package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.function.Function;
import org.kohsuke.stapler.DataBoundSetter;

/** A step whose runs have to do with a cloud alone: what they want done, Cinder does itself. */
public abstract class CinderRunStep extends RunStep {
    private String cloud;
    private OpenstackCloud openstack;

    CinderRunStep() {
        // See RunStep
    }

    /**
     * The run that it asks for.
     *
     * @param plan makes the plan, once nothing is wrong, for the cloud
     * @param answer see {@link PlannedRun#answer}
     * @throws PermanentException with all that is wrong
     */
    <P extends Plan> PlannedRun<P> planned(
            Planning planning,
            Operation<P> operation,
            Function<CloudAddress, P> plan,
            @CheckForNull StepAnswer answer) {
        Findings problems = new Findings();
        CloudAddress address = new CloudChoice(cloud, openstack, planning.configuration(), problems).wholeProject();
        refuse(problems);
        return new PlannedRun<>(
                operation, plan.apply(address), new Connections(address, null, null, planning.job()), answer);
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
