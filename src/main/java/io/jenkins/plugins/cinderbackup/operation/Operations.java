package io.jenkins.plugins.cinderbackup.operation;

import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.gate.GateOperation;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.operation.orphan.OrphanOperation;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.ProofSampleOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupExportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupListOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeSearchOperation;
import java.util.List;
import java.util.Optional;

/** All that the engine can do: a new operation is named here, and nowhere else beside its step. */
public final class Operations {
    private static final List<Operation<?>> ALL = List.of(
            BackupOperation.OPERATION,
            GateOperation.OPERATION,
            VerifyOperation.OPERATION,
            ProofSampleOperation.OPERATION,
            ListOperation.OPERATION,
            RestoreOperation.OPERATION,
            VolumeBackupOperation.OPERATION,
            VolumeSearchOperation.OPERATION,
            VolumeBackupListOperation.OPERATION,
            VolumeRestoreOperation.OPERATION,
            VolumeBackupResetOperation.OPERATION,
            VolumeBackupDeletionOperation.OPERATION,
            VolumeBackupExportOperation.OPERATION,
            VolumeBackupImportOperation.OPERATION,
            ScsTestOperation.OPERATION,
            OrphanOperation.OPERATION);

    private Operations() {}

    /** The operation of this kind, unless it is one of another version of the plugin. */
    public static Optional<Operation<?>> ofKind(String kind) {
        return ALL.stream().filter(operation -> operation.kind().equals(kind)).findFirst();
    }

    /**
     * The operation of a run.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Operation<?> of(RunJournal journal) {
        return ofKind(journal.operation())
                .orElseThrow(() -> new IllegalArgumentException("No operation " + journal.operation()));
    }
}
