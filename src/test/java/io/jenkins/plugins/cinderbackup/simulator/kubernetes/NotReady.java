package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

/** Why a pod's container cannot be made yet. */
final class NotReady extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean isEvent;

    private NotReady(String reason, String message, boolean isEvent) {
        super(message);
        this.reason = reason;
        this.isEvent = isEvent;
    }

    /** Told by an event, while the container is just {@code ContainerCreating}. */
    static NotReady event(String reason, String message) {
        return new NotReady(reason, message, true);
    }

    /** Told by the container's waiting state. */
    static NotReady waiting(String reason, String message) {
        return new NotReady(reason, message, false);
    }

    String reason() {
        return reason;
    }

    boolean isEvent() {
        return isEvent;
    }
}
