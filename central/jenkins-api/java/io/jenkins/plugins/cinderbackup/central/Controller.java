package io.jenkins.plugins.cinderbackup.central;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * What the static methods of the signatures ask, in place of a running Jenkins controller. A headless test starts one
 * with {@link Controllers#start}. It is no part of the Jenkins API: only signatures and the headless harness name it.
 */
public interface Controller {
    /** The Jenkins home. */
    File rootDir();

    /** The address that the administrator configured, with a slash at its end; null if there is none. */
    @CheckForNull
    String rootUrl();

    /** The proxy that the administrator configured; null if there is none. */
    @CheckForNull
    ProxyConfiguration proxy();

    /** The same for each start of this controller, another for each controller. */
    String legacyInstanceId();

    /** The item of this full name; null if there is none. */
    @CheckForNull
    Item item(String fullName);

    /** The one extension of this type. */
    <T> T extension(Class<T> type);

    /** The descriptor of this type. */
    Descriptor<?> descriptor(@SuppressWarnings("rawtypes") Class<? extends Describable> type);

    /** The credential of this id and type that the item's builds may use; null if there is none. */
    @CheckForNull
    <C extends IdCredentials> C credential(String id, Class<C> type, @CheckForNull Item item);

    /** The id that somebody has chosen for the build where this is the name of a parameter; else this. */
    String credentialsId(String id, Run<?, ?> run);

    /** The credentials of this type that the item's builds may use. */
    <C extends IdCredentials> List<C> credentials(Class<C> type, @CheckForNull Item item);

    /** Whether the user that asks has the permission there. */
    boolean permits(AccessControlled where, Permission permission);

    /** Writes down the descriptor's fields, as Jenkins does with XStream. */
    void save(Descriptor<?> descriptor);

    /** Fills the descriptor's fields as they were written down last, if they were. */
    void load(Descriptor<?> descriptor);

    /** Notes that the build has used the credential. */
    void tracked(Run<?, ?> run, Credentials credential);

    /** The step executions under way. */
    List<StepExecution> executions();
}
