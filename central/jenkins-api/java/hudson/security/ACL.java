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

    ACL() {}

    @NonNull
    public static ACLContext as2(@NonNull Authentication auth) {
        return new ACLContext();
    }
}
