package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.util.List;

/** A failure that trying again does not mend; it ends the run after clean-up. */
public sealed class PermanentException extends BackupException
        permits CredentialRefusedException, IncrementRefusedException {
    private static final long serialVersionUID = 1L;

    @SuppressFBWarnings(
            value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
            justification = "findings() makes do with the message")
    private final transient List<Finding> findings;

    public PermanentException(Finding finding) {
        this(List.of(finding), null);
    }

    public PermanentException(Finding finding, @CheckForNull Throwable cause) {
        this(List.of(finding), cause);
    }

    /** @param findings all that is wrong, at least one */
    public PermanentException(List<Finding> findings, @CheckForNull Throwable cause) {
        super(findings.get(0).message(), cause);
        this.findings = List.copyOf(findings);
    }

    /** A failure with its hints. */
    public static PermanentException of(String message, String... hints) {
        return new PermanentException(Finding.of(message, hints));
    }

    /** All that is wrong. */
    public List<Finding> findings() {
        return findings == null ? List.of(Finding.of(getMessage())) : findings;
    }
}
