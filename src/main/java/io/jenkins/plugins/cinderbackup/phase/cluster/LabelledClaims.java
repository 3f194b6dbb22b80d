package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Permission;
import java.util.List;

/**
 * PVCs that are chosen by their labels.
 *
 * @param selector the labels, as {@code kubectl get pvc --selector} has it
 */
public record LabelledClaims(String namespace, String selector) {
    /** What the cluster must let the run do to find them, in their namespace. */
    public static final Permission LISTING = new Permission("list", "", "persistentvolumeclaims", "", true);

    /**
     * Their names, in order, looked up afresh. None at all is an error: whatever is to be said of each would be said of nothing.
     *
     * @param purpose what they are looked for for, as in "so there is nothing …"
     * @throws PermanentException also if there is none
     */
    public List<String> find(RunContext run, String purpose) {
        List<String> names =
                run.cluster().claims(namespace, selector).stream().sorted().toList();
        if (names.isEmpty()) {
            throw PermanentException.of(
                    "Namespace " + namespace + " has no PVC with the labels '" + selector + "', so there is nothing "
                            + purpose + ".",
                    "correct `selector` or `namespace`: `kubectl get pvc --show-labels` says what there is");
        }
        return names;
    }

    /** As a user reads it in a sentence. */
    public String describe() {
        return "PVCs " + selector + " of namespace " + namespace;
    }
}
