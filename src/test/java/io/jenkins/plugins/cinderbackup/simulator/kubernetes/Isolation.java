package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a process gets a root file system of its own, in which a volume's folder is at {@code /data}: a mount namespace, for which root (with
 * CAP_SYS_ADMIN) or unprivileged user namespaces are needed. Where a container allows neither, Debian's {@code proot} serves.
 */
enum Isolation {
    /** As root. */
    MOUNT_NAMESPACE(List.of("unshare", "-m")),
    /** As any user, if the kernel and the container let one. */
    USER_NAMESPACE(List.of("unshare", "-Urm")),
    /** By tracing system calls: slow, and needs nothing. */
    PROOT(List.of("proot", "-r", "/", "-w", "/"));

    private static final int PROBE_SECONDS = 10;
    private static final String NONE =
            "neither 'unshare -m' (root with CAP_SYS_ADMIN) nor 'unshare -Urm' (user namespaces) works here, and there is no proot:"
                    + " run as root, allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or install the package proot";

    /** Nothing but itself to talk to. */
    private static final String OFFLINE = "/sbin/ip link set lo up 2>/dev/null || true\n";

    /** Builds a small root on a tmpfs: the system's programs, the mounts of the pod, and nothing else; read-only. */
    private static final String SCRIPT = """
            set -e
            PATH=/usr/sbin:/usr/bin:/sbin:/bin
            root=$1; shift
            mount -t tmpfs -o mode=755 tmpfs "$root"
            for dir in bin sbin lib lib32 lib64 libx32 usr etc dev proc sys; do
              if [ -L "/$dir" ]; then cp -P "/$dir" "$root/$dir"
              elif [ -d "/$dir" ]; then mkdir "$root/$dir"; mount --rbind "/$dir" "$root/$dir"; fi
            done
            while [ "$1" != -- ]; do
              if [ -d "$1" ]; then mkdir -p "$root$2"; else mkdir -p "$root${2%/*}"; : > "$root$2"; fi
              mount --bind "$1" "$root$2"
              # A user namespace may not change the flags of some mounts
              if [ "$3" = ro ]; then mount -o remount,bind,ro "$root$2" 2>/dev/null || true; fi
              shift 3
            done
            shift
            mount -o remount,ro "$root" 2>/dev/null || true
            exec chroot "$root" "$@"
            """;

    private final List<String> prefix;

    Isolation(List<String> prefix) {
        this.prefix = prefix;
    }

    /**
     * What the process may do.
     *
     * @param capabilities those of root that it keeps, such as {@code DAC_OVERRIDE}; all of them where system calls are traced
     * @param user the numeric user, or null for root
     * @param offline whether it has no network; not where system calls are traced
     */
    record Rights(List<String> capabilities, @CheckForNull Long user, boolean offline) {
        static Rights of(JsonNode container, boolean offline) {
            JsonNode security = container.path("securityContext");
            return new Rights(
                    Json.stream(security.at("/capabilities/add"))
                            .map(JsonNode::asText)
                            .toList(),
                    security.path("runAsUser").asLong() == 0
                            ? null
                            : security.path("runAsUser").asLong(),
                    offline);
        }

        private List<String> setpriv() {
            List<String> words = new ArrayList<>(
                    List.of("setpriv", "--no-new-privs", "--inh-caps=-all", "--bounding-set=" + kept(capabilities)));
            if (user != null) {
                words.addAll(List.of("--reuid=" + user, "--regid=0", "--clear-groups"));
            }
            words.add("--");
            return words;
        }
    }

    /** A folder or file of the machine and where the process finds it. */
    record Mount(Path source, String target, boolean readOnly) {}

    /**
     * The first that works here.
     *
     * @throws IllegalStateException if none does
     */
    static Isolation best() {
        return Best.ISOLATION.orElseThrow(() -> new IllegalStateException(NONE));
    }

    /** Why there is none here; empty if there is one. */
    static Optional<String> missing() {
        return Best.ISOLATION.isPresent() ? Optional.empty() : Optional.of(NONE);
    }

    /** Asked once: it takes a process. */
    private static final class Best {
        static final Optional<Isolation> ISOLATION =
                Stream.of(values()).filter(Isolation::works).findFirst();
    }

    private boolean works() {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(this == PROOT ? List.of("true") : List.of("sh", "-c", "mount -t tmpfs tmpfs /mnt"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String kept(List<String> capabilities) {
        return capabilities.stream()
                .map(name -> ",+" + name.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("", "-all", ""));
    }

    /**
     * The command line that runs the program, whose process is the program's own, so that signals reach it.
     */
    List<String> command(Path emptyFolder, List<Mount> mounts, Rights rights, List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        if (this == PROOT) {
            mounts.forEach(mount -> command.addAll(List.of("-b", mount.source + ":" + mount.target)));
        } else {
            if (rights.offline()) {
                command.add("-n");
            }
            String script = rights.offline() ? OFFLINE + SCRIPT : SCRIPT;
            command.addAll(List.of("sh", "-c", script, "pod", emptyFolder.toString()));
            mounts.forEach(mount ->
                    command.addAll(List.of(mount.source.toString(), mount.target, mount.readOnly ? "ro" : "rw")));
            command.add("--");
            command.addAll(rights.setpriv());
        }
        command.addAll(program);
        return command;
    }
}
