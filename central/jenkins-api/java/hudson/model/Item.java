package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;

public interface Item extends PersistenceRoot, FullyNamedModelObject, FullyNamed, AccessControlled {
    PermissionGroup PERMISSIONS = new PermissionGroup(Item.class, null);
    Permission READ = new Permission(PERMISSIONS, "Read", null, null, PermissionScope.ITEM);
    Permission DISCOVER = new Permission(PERMISSIONS, "Discover", null, READ, PermissionScope.ITEM);
    Permission CONFIGURE = new Permission(PERMISSIONS, "Configure", null, null, PermissionScope.ITEM);
    Permission BUILD = new Permission(PERMISSIONS, "Build", null, null, PermissionScope.ITEM);
    Permission EXTENDED_READ = new Permission(PERMISSIONS, "ExtendedRead", null, null, PermissionScope.ITEM);

    ItemGroup<? extends Item> getParent();

    @NonNull
    String getName();

    @NonNull
    @Override
    String getFullName();

    @Override
    String getDisplayName();

    String getUrl();

    String getShortUrl();
}
