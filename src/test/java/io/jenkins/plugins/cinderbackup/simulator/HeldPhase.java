package io.jenkins.plugins.cinderbackup.simulator;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.time.Duration;
import java.util.concurrent.Callable;

/** How a site keeps a run in a phase for as long as a test needs, always with something created that the phase waits for. */
public enum HeldPhase {
    /** The snapshot stays in {@code creating}. */
    CREATING_SNAPSHOT("CreatingSnapshot") {
        @Override
        public void hold(ConfiguredSite site) {
            site.site().openstack().transition(FOR_EVER);
        }

        @Override
        public void awaitOpen(ConfiguredSite site) {
            until(() -> !site.site().openstack().snapshots().isEmpty());
        }
    },
    /** The volume stays in {@code creating}. */
    CREATING_VOLUME("CreatingVolume") {
        @Override
        public void hold(ConfiguredSite site) {
            site.site().openstack().fail(unavailable("POST", "/volumes$"));
        }

        @Override
        public void awaitOpen(ConfiguredSite site) {
            until(() -> !site.site().openstack().requests("POST", "/volumes$").isEmpty());
            site.site().openstack().transition(FOR_EVER);
            site.site().openstack().heal();
            until(() -> !site.copies().isEmpty());
        }
    },
    /** The claim is there, and its PV cannot be made. */
    CREATING_PVC("CreatingPVC") {
        @Override
        public void hold(ConfiguredSite site) {
            Faults.Effect unavailable =
                    Faults.status(503, "ServiceUnavailable", "the server is currently unable to handle the request");
            site.site()
                    .kubernetes()
                    .faults()
                    .on("POST", "/persistentvolumes(\\?(?!.*dryRun).*)?$", Integer.MAX_VALUE, unavailable);
        }

        @Override
        public void awaitOpen(ConfiguredSite site) {
            until(() -> site.site().kubernetes().list("persistentvolumeclaims").size() > ConfiguredSite.PVCS.size());
        }
    },
    /** restic runs, and its repository server does not answer. */
    BACKUP("Backup") {
        @Override
        public void hold(ConfiguredSite site) {
            site.site().repositories().setFault(ResticRestServer.Fault.SILENT);
        }

        @Override
        public void awaitOpen(ConfiguredSite site) {
            until(() -> site.site().kubernetes().list("pods").stream()
                    .anyMatch(pod -> pod.at("/status/phase").asText().equals("Running")));
        }
    },
    /** The backup is made, and Cinder does not list its snapshots. */
    RETENTION("Retention") {
        @Override
        public void hold(ConfiguredSite site) {
            BACKUP.hold(site);
        }

        @Override
        public void awaitOpen(ConfiguredSite site) {
            BACKUP.awaitOpen(site);
            site.site().openstack().fail(unavailable("GET", "/snapshots/detail"));
            int before =
                    site.site().openstack().requests("GET", "/snapshots/detail").size();
            site.site().repositories().setFault(ResticRestServer.Fault.NONE);
            until(() ->
                    site.site().openstack().requests("GET", "/snapshots/detail").size() > before);
        }
    },
    /** The temporary volume cannot be deleted. */
    CLEANUP("Cleanup") {
        @Override
        public void hold(ConfiguredSite site) {
            site.site().openstack().fail(unavailable("DELETE", "/volumes/"));
        }

        @Override
        public void awaitOpen(ConfiguredSite site) {
            until(() -> !site.site().openstack().requests("DELETE", "/volumes/").isEmpty());
        }
    };

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final String label;

    HeldPhase(String label) {
        this.label = label;
    }

    /** The phase's name on the console. */
    public String label() {
        return label;
    }

    /** To be called before the run begins. */
    public abstract void hold(ConfiguredSite site);

    /** Waits until the run is in the middle of the phase. */
    public abstract void awaitOpen(ConfiguredSite site);

    /** Lets the run go on. */
    public final void release(ConfiguredSite site) {
        site.site().openstack().heal();
        site.site().openstack().transition(Duration.ZERO);
        site.site().kubernetes().faults().clear();
        site.site().repositories().setFault(ResticRestServer.Fault.NONE);
    }

    private static Fault unavailable(String method, String path) {
        return Fault.on(method, path).answersPage(503, "Service Unavailable").always();
    }

    private static void until(Callable<Boolean> seen) {
        await().atMost(Duration.ofMinutes(2)).until(seen);
    }
}
