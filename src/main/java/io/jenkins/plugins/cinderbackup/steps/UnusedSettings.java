package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which settings of a step do nothing as they are, and why: each is allowed, but most likely not what was meant. What only one group of settings has to
 * do with stands beside it; here is what several have.
 */
final class UnusedSettings {
    private UnusedSettings() {}

    /** As sentences that name the field. */
    static List<String> of(CinderSnapshotBackupStep step, CloudAddress cloud, String jobNamespace) {
        List<String> remarks = new ArrayList<>(fsType(step));
        if (step.getPvc() == null
                && step.getNamespace() != null
                && !step.getNamespace().equals(jobNamespace)) {
            remarks.add("namespace does nothing: the volume is named by its id alone, and the Job runs in namespace '"
                    + jobNamespace + "'.");
        }
        if (step.getOpenstack() != null) {
            remarks.addAll(AddressCheck.remarks(cloud));
        }
        remarks.addAll(step.getRepository().remarks());
        remarks.addAll(step.source().remarks());
        remarks.addAll(step.getRetention().toPolicy().remarks());
        remarks.addAll(step.getGuard().remarks());
        return remarks;
    }

    /** Of the file system beside a PVC. */
    static List<String> fsType(CinderSnapshotBackupStep step) {
        boolean unused = step.getPvc() != null
                && !new CinderSnapshotBackupStep().getFsType().equals(step.getFsType());
        return unused ? List.of("fsType does nothing: the PV of the PVC says what file system is on it.") : List.of();
    }
}
