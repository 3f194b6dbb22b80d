package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ProxyConfiguration;
import hudson.init.InitMilestone;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.cinderbackup.central.Controllers;
import java.io.File;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;

public class Jenkins implements ItemGroup<TopLevelItem>, AccessControlled {
    public static final Permission ADMINISTER =
            new Permission(new PermissionGroup(Jenkins.class, null), "Administer", null, null, PermissionScope.JENKINS);

    public static final Permission SYSTEM_READ = new Permission(
            new PermissionGroup(Jenkins.class, null), "SystemRead", null, ADMINISTER, PermissionScope.JENKINS);

    private static final Jenkins THE_ONLY = new Jenkins();

    private Jenkins() {}

    @NonNull
    public static Jenkins get() throws IllegalStateException {
        Jenkins jenkins = getInstanceOrNull();
        if (jenkins == null) {
            throw new IllegalStateException("no controller runs: see central/jenkins-api/README.md");
        }
        return jenkins;
    }

    @CheckForNull
    public static Jenkins getInstanceOrNull() {
        return Controllers.running() ? THE_ONLY : null;
    }

    @Override
    public File getRootDir() {
        return Controllers.current().rootDir();
    }

    @Nullable
    public String getRootUrl() throws IllegalStateException {
        return Controllers.current().rootUrl();
    }

    public InitMilestone getInitLevel() {
        return InitMilestone.COMPLETED;
    }

    @CheckForNull
    public ProxyConfiguration getProxy() {
        return Controllers.current().proxy();
    }

    public String getLegacyInstanceId() {
        return Controllers.current().legacyInstanceId();
    }

    @CheckForNull
    public <T extends Item> T getItemByFullName(@NonNull String fullName, Class<T> type) throws AccessDeniedException {
        Item item = getItemByFullName(fullName);
        return type.isInstance(item) ? type.cast(item) : null;
    }

    @CheckForNull
    public Item getItemByFullName(String fullName) {
        Item item = Controllers.current().item(fullName);
        return item != null && isReadable(item) ? item : null;
    }

    /** From the outside to the inside, as a name is looked up. */
    private static boolean isReadable(Item item) {
        if (item.getParent() instanceof Item folder && !isReadable(folder)) {
            return false;
        }
        if (!item.hasPermission(Item.READ) && item.hasPermission(Item.DISCOVER)) {
            throw new AccessDeniedException("Please log in to access job " + item.getName());
        }
        return item.hasPermission(Item.READ);
    }

    @NonNull
    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        return Controllers.current().descriptor(type);
    }

    @NonNull
    @Override
    public ACL getACL() {
        throw new UnsupportedOperationException("ask hasPermission");
    }

    @NonNull
    @Override
    public String getFullName() {
        return "";
    }

    @Override
    public String getFullDisplayName() {
        return "";
    }

    @Override
    public String getDisplayName() {
        return "Jenkins";
    }

    @Override
    public String getUrl() {
        return "";
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }

    @Override
    public synchronized void save() throws IOException {}
}
