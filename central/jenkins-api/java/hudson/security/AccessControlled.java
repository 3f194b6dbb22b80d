package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.central.Controllers;

public interface AccessControlled {
    @NonNull
    ACL getACL();

    default boolean hasPermission(@NonNull Permission permission) {
        return Controllers.current().permits(this, permission);
    }
}
