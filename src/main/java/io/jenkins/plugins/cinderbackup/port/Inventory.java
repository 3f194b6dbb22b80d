package io.jenkins.plugins.cinderbackup.port;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.TransientException;

/** A cloud or a cluster that can be looked through for what carries our mark. */
@FunctionalInterface
public interface Inventory {
    /**
     * Lists it all, page by page, which may take a while. Nothing is changed.
     *
     * @throws TransientException for what can pass by itself
     * @throws PermanentException for what cannot; not for one kind of object that alone may not be listed, which is a gap
     */
    ScanResult scan();
}
