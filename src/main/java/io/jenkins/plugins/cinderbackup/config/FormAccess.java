package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import jenkins.model.Jenkins;

/** For whom a form makes checks: for who may configure the place where it is, the item or, where there is none, Jenkins. */
public final class FormAccess {
    private FormAccess() {}

    /** @throws org.springframework.security.access.AccessDeniedException if the user may not configure the item or, without one, Jenkins */
    public static void requireConfigure(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
    }

    /** Whether the user may configure the item or, where there is none, Jenkins. */
    public static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}
