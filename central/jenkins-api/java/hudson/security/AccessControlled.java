package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.central.Controllers;
import org.springframework.security.access.AccessDeniedException;

public interface AccessControlled {
    @NonNull
    ACL getACL();

    default void checkPermission(@NonNull Permission permission) throws AccessDeniedException {
        if (!hasPermission(permission)) {
            throw new AccessDeniedException(permission + " is missing");
        }
    }

    default boolean hasPermission(@NonNull Permission permission) {
        return ACL.isSystem() || Controllers.current().permits(this, permission);
    }
}
