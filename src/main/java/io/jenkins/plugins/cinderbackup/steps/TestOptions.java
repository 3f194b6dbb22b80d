package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.OutputPattern;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A container that looks at restored files, and says whether they are good. */
public final class TestOptions implements Describable<TestOptions>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String DEFAULT_MOUNT_PATH = "/data";
    private static final TextCheck IMAGE = new TextCheck("test.image", TestOptions::imageProblem);
    private static final TextCheck EXPECT = new TextCheck("test.expect", TestOptions::expectProblem);
    private static final NumberCheck TIMEOUT = new NumberCheck("test.timeout", PlanCheck::seconds);
    private static final NumberCheck RUN_AS_USER = new NumberCheck("test.runAsUser", PlanCheck::user);
    private static final TextCheck MOUNT_PATH = new TextCheck("test.mountPath", PlanCheck::mountPath);

    private String image;
    private List<String> command = new ArrayList<>();
    private List<EnvVariable> env = new ArrayList<>();
    private String expect;
    private int timeout = 600;
    private ResourceOptions resources = new ResourceOptions();
    private Integer runAsUser;
    private String mountPath = DEFAULT_MOUNT_PATH;
    private boolean network;

    @DataBoundConstructor
    public TestOptions() {
        // All is set by the setters, and checked all at once when the step starts
    }

    /** The image. */
    @CheckForNull
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    /** What is run in it; its own entry point if empty. */
    public List<String> getCommand() {
        return command;
    }

    /** An argument may have several lines, such as a script. Where there is only one of all, it is a form's text area, with an argument on each line. */
    @DataBoundSetter
    public void setCommand(@CheckForNull List<String> command) {
        this.command = command == null || command.size() == 1
                ? Texts.entries(command)
                : new ArrayList<>(Texts.filled(command));
    }

    /** Its environment. */
    public List<EnvVariable> getEnv() {
        return env;
    }

    @DataBoundSetter
    public void setEnv(@CheckForNull List<EnvVariable> env) {
        this.env = env == null ? new ArrayList<>() : new ArrayList<>(env);
    }

    /** A regular expression that its output must match beside; nothing if null. */
    @CheckForNull
    public String getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(@CheckForNull String expect) {
        this.expect = Util.fixEmpty(expect);
    }

    /** Seconds that it may run. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** Its CPU and memory. */
    public ResourceOptions getResources() {
        return resources;
    }

    @DataBoundSetter
    public void setResources(@CheckForNull ResourceOptions resources) {
        this.resources = resources == null ? new ResourceOptions() : resources;
    }

    /** The numeric user that it runs as; the image's own if null. */
    @CheckForNull
    public Integer getRunAsUser() {
        return runAsUser;
    }

    @DataBoundSetter
    public void setRunAsUser(@CheckForNull Integer runAsUser) {
        this.runAsUser = runAsUser;
    }

    /** Where it sees the restored files. */
    public String getMountPath() {
        return mountPath;
    }

    @DataBoundSetter
    public void setMountPath(@CheckForNull String mountPath) {
        this.mountPath = Texts.orDefault(mountPath, DEFAULT_MOUNT_PATH);
    }

    /** Whether it has the network. */
    public boolean isNetwork() {
        return network;
    }

    @DataBoundSetter
    public void setNetwork(boolean network) {
        this.network = network;
    }

    /** What is wrong with it. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(IMAGE.problem(image));
        problems.addAll(EnvVariable.problems(env));
        problems.add(EXPECT.problem(expect));
        problems.add(TIMEOUT.problem(timeout));
        problems.addAll(resources.problems("test.resources."));
        problems.add(RUN_AS_USER.problemIfAny(runAsUser));
        problems.add(MOUNT_PATH.problem(mountPath));
        return problems.list();
    }

    private static Optional<Finding> imageProblem(String field, @CheckForNull String image) {
        return PlanCheck.required(field, image, "name the image of the container that looks at the restored files.")
                .or(() -> PlanCheck.image(field, image));
    }

    private static Optional<Finding> expectProblem(String field, @CheckForNull String pattern) {
        return OutputPattern.problem(pattern)
                .map(why -> Finding.of(
                        field + " is '" + pattern + "', which is no regular expression: " + why + ".",
                        "write a backslash before what is to be taken as it is, such as \\( or \\["));
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends OptionsDescriptor<TestOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TestOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return IMAGE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckExpect(@AncestorInPath Item item, @QueryParameter String value) {
            return EXPECT.inForm(item, value);
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }

        @POST
        public FormValidation doCheckRunAsUser(@AncestorInPath Item item, @QueryParameter String value) {
            return RUN_AS_USER.inFormIfAny(item, value);
        }

        @POST
        public FormValidation doCheckMountPath(@AncestorInPath Item item, @QueryParameter String value) {
            return MOUNT_PATH.inForm(item, value);
        }
    }
}
