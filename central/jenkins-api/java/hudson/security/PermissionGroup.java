package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup {
    private final Class<?> owner;

    public PermissionGroup(@NonNull @SuppressWarnings("rawtypes") Class owner, Localizable title)
            throws IllegalStateException {
        this.owner = owner;
    }

    @Override
    public String toString() {
        return owner.getName();
    }
}
