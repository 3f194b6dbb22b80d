package io.jenkins.plugins.cinderbackup.model;

/** A failure that the engine expects and knows how to answer. Its message is for the user and holds no secret. */
public abstract sealed class BackupException extends RuntimeException permits TransientException, PermanentException {
    private static final long serialVersionUID = 1L;

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
