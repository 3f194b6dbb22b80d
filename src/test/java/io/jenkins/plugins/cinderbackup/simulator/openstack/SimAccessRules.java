package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * An application credential's access rules, as Keystone keeps them and Cinder's keystonemiddleware applies them.
 *
 * @param json the array of rules
 */
record SimAccessRules(JsonNode json) {
    private static final String SERVICE = "volumev3";

    /** @param path as Cinder sees it, without what a proxy in front takes away */
    boolean allow(String method, String path) {
        return StreamSupport.stream(json.spliterator(), false)
                .anyMatch(rule -> rule.path("service").asText().equals(SERVICE)
                        && rule.path("method").asText().equals(method)
                        && path.matches(regex(rule.path("path").asText())));
    }

    private static String regex(String pattern) {
        return pattern.replaceAll("\\{[^}]*}", "*")
                .replaceAll("(?<!\\*)\\*(?!\\*)", "[^/]+")
                .replace("**", ".*");
    }
}
