package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.removal.RemovalAccess;
import java.util.List;

/** The way to a run's cloud and cluster with the credentials that its job may use now. */
final class JobAccess implements RemovalAccess {
    private final EngineAssembly assembly;

    private JobAccess(EngineAssembly assembly) {
        this.assembly = assembly;
    }

    /** @throws PermanentException if the journal does not say where cloud and cluster are */
    @NonNull
    static RemovalAccess of(@NonNull BackupServices services, @NonNull RunJournal journal) {
        Connections connections;
        try {
            connections = Connections.fromMap(journal.connections());
        } catch (IllegalArgumentException e) {
            throw new PermanentException(
                    Finding.of(
                            "The journal of run " + journal.run() + " does not say where its cloud and cluster are: "
                                    + e.getMessage(),
                            "let the version of the plugin that wrote it go on with it"),
                    e);
        }
        Masking masking = new Masking();
        // Whoever looks at the removal reads it from the journal: there is no console any more
        return new JobAccess(new EngineAssembly(
                services,
                journal,
                CredentialLookup.afterwards(connections.item(), journal.origin().build(), masking),
                masking,
                event -> {},
                CreationLimits.DEFAULT));
    }

    @Override
    public List<Finding> problems() {
        return assembly.accessFindings();
    }

    @Override
    public Ports ports() {
        return assembly.ports();
    }

    @Override
    public void close() {
        assembly.close();
    }
}
