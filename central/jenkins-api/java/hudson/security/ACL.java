package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.springframework.security.core.Authentication;

public abstract class ACL {
    public static final Authentication SYSTEM2 = new Authentication() {
        private static final long serialVersionUID = 1L;

        @Override
        public String getName() {
            return "SYSTEM";
        }
    };

    private static final ThreadLocal<Boolean> AS_SYSTEM = ThreadLocal.withInitial(() -> false);

    ACL() {}

    @NonNull
    public static ACLContext as2(@NonNull Authentication auth) {
        boolean before = isSystem();
        AS_SYSTEM.set(auth == SYSTEM2);
        return new ACLContext(() -> AS_SYSTEM.set(before));
    }

    static boolean isSystem() {
        return AS_SYSTEM.get();
    }
}
