package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** A server does not accept the credential, and has not looked at what was asked of it. Another credential may mend it, the same one does not. */
public final class CredentialRefusedException extends PermanentException {
    private static final long serialVersionUID = 1L;

    /** @param findings all that is wrong, at least one */
    public CredentialRefusedException(List<Finding> findings, @CheckForNull Throwable cause) {
        super(findings, cause);
    }
}
