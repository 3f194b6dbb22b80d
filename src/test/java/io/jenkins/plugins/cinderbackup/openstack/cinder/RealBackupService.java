package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.openstack.keystone.OpenRc;
import io.jenkins.plugins.cinderbackup.openstack.keystone.Refusals;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The rig's cinder-backup as an administrator sees it. While it is disabled, Cinder knows of no backup service. To be closed, which enables it. */
public final class RealBackupService implements AutoCloseable {
    private final CloudSession session;

    public RealBackupService() {
        Map<String, String> variables = new HashMap<>(Rigs.OPENSTACK.environment());
        variables.keySet().removeIf(name -> !name.startsWith("OS_"));
        variables.remove("OS_PROJECT_ID");
        variables.put("OS_USERNAME", Rigs.OPENSTACK.get("RIG_ADMIN_USERNAME"));
        variables.put("OS_PASSWORD", Rigs.OPENSTACK.get("RIG_ADMIN_PASSWORD"));
        variables.put("OS_PROJECT_NAME", Rigs.OPENSTACK.get("RIG_ADMIN_PROJECT_NAME"));
        String openRc = variables.entrySet().stream()
                .map(variable -> variable.getKey() + "='" + variable.getValue() + "'")
                .collect(Collectors.joining("\n"));
        session = new CloudSession(
                OpenRc.read(openRc).settings(ConnectionSettings.DEFAULT),
                new Refusals(Ticker.system()),
                Ticker.system());
    }

    /** From now on there is none. */
    public void disable() {
        set("disable");
    }

    @Override
    public void close() {
        set("enable");
    }

    private void set(String what) {
        session.call(() -> {
            for (JsonNode service :
                    CinderApi.get("list the services", "/os-services").path("services")) {
                if (service.path("binary").asText().equals("cinder-backup")) {
                    CinderApi.put(
                            what + " cinder-backup",
                            "/os-services/" + what,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("binary", "cinder-backup")
                                    .put("host", service.path("host").asText()));
                }
            }
            return null;
        });
    }
}
