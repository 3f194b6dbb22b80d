package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of HTTP call in a phase, without the ids and names of one run.
 *
 * @param service {@code Keystone}, {@code Cinder} or {@code Kubernetes}
 * @param what such as {@code POST snapshots}
 */
record Call(PhaseId phase, String service, String what) {
    private static final Pattern KUBERNETES = Pattern.compile(
            "/apis?/(?:[^/]+/)?v1/(?:namespaces/[^/]+/)?(?<resource>[^/?]+)(?<name>/[^/?]+)?(?<sub>/[^/?]+)?(?:\\?(?<query>.*))?");

    static Call of(PhaseId phase, SimRequest request) {
        if (!request.path().startsWith("/volume")) {
            return new Call(
                    phase, "Keystone", request.method() + " " + request.path().replaceFirst("^/v3/", ""));
        }
        String path = request.path()
                .replaceFirst("^/volume/v3(/[0-9a-f]{32})?/?", "")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
        String filter = request.query().containsKey("metadata")
                ? " by tag"
                : request.query().containsKey("volume_id") ? " of volume" : "";
        return new Call(phase, "Cinder", request.method() + " " + (path.isEmpty() ? "versions" : path) + filter);
    }

    static Call of(PhaseId phase, String method, String uri) {
        Matcher parts = KUBERNETES.matcher(uri);
        if (!parts.matches()) {
            return new Call(phase, "Kubernetes", method + " " + uri);
        }
        String query = String.valueOf(parts.group("query"));
        String verb = query.contains("watch=true")
                ? "WATCH"
                : parts.group("name") == null && method.equals("GET") ? "LIST" : method;
        return new Call(
                phase,
                "Kubernetes",
                verb + " " + parts.group("resource") + (parts.group("name") == null ? "" : "/NAME")
                        + (parts.group("sub") == null ? "" : parts.group("sub"))
                        + (query.contains("dryRun=") ? " (dry run)" : ""));
    }

    /** Whether it asks for something to be made for good. */
    boolean creates() {
        return what.startsWith("POST ")
                && !what.contains("(dry run)")
                && !what.contains("reviews")
                && !what.contains("tokens")
                && !what.contains("/metadata");
    }

    /** Whether it reads one object, whose 404 is the way in which a service says that it is gone. */
    boolean readsOne() {
        return what.startsWith("GET ")
                && (what.endsWith("/ID") || what.endsWith("/NAME") || what.endsWith("/NAME/scale"));
    }

    @Override
    public String toString() {
        return phase + ": " + service + " " + what;
    }
}
