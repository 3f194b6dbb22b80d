package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundSetter;

/** A step whose runs have to do with a volume in a cloud: the one behind a PVC, or one that is named by its id. */
public abstract class CloudRunStep extends ResticRunStep {
    static final TextCheck NAMESPACE = new TextCheck("namespace", PlanCheck::label1123);
    static final TextCheck PVC = new TextCheck("pvc", PlanCheck::name1123);
    static final TextCheck VOLUME_ID = new TextCheck("volumeId", PlanCheck::volumeId);

    private String cloud;
    private OpenstackCloud openstack;
    private String namespace;
    private String pvc;
    private String volumeId;

    CloudRunStep() {
        // See RunStep
    }

    /** What is to be said if no volume is named; empty if one is. */
    abstract Optional<Finding> missingSource();

    /** Whether no volume is named. */
    boolean isSourceMissing() {
        return pvc == null && volumeId == null;
    }

    /** What is wrong with how the volume is named. */
    List<Finding> sourceProblems() {
        return Stream.of(missingSource(), NAMESPACE.problem(namespace), PVC.problem(pvc), VOLUME_ID.problem(volumeId))
                .flatMap(Optional::stream)
                .toList();
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

    /** The namespace of the PVC that was or is to be backed up; the cluster's default if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The PVC that was or is to be backed up. */
    @CheckForNull
    public String getPvc() {
        return pvc;
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull String pvc) {
        this.pvc = Util.fixEmptyAndTrim(pvc);
    }

    /** The id of its Cinder volume, with or instead of the PVC. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }
}
