package io.jenkins.plugins.cinderbackup.kubernetes.client;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The service account of the pod that this process runs in.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">Accessing the Kubernetes API from a Pod</a>
 */
@SuppressFBWarnings(value = "DMI_HARDCODED_ABSOLUTE_FILENAME", justification = "Kubernetes says where it is")
final class ServiceAccount {
    private static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private ServiceAccount() {}

    /** The token as it is now: the kubelet renews it about every hour. */
    static String token() {
        return read("token").trim();
    }

    static String ca() {
        return read("ca.crt");
    }

    private static String read(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw PermanentException.of(
                    "This Jenkins controller does not run in a Kubernetes pod with a service account: "
                            + FOLDER.resolve(name) + " cannot be read.",
                    "give the cluster's server URL and a credential");
        }
    }
}
