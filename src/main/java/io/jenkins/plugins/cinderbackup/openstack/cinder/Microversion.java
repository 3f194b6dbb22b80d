package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Cinder's API 3, as {@code 3.minor}.
 *
 * @see <a href="https://docs.openstack.org/cinder/latest/contributor/api_microversion_history.html">Microversion history</a>
 */
record Microversion(int minor) {
    /**
     * The last one in which {@code force: false} is honoured for a snapshot of an attached volume: from 3.66 Cinder answers it with 400 and
     * always forces. Nothing newer is needed.
     */
    static final Microversion WANTED = new Microversion(65);

    /** The first one in which a volume can be reverted to a snapshot. */
    static final Microversion REVERT = new Microversion(40);

    private static final Pattern FORM = Pattern.compile("3\\.(\\d{1,4})");

    /** The highest that both sides know, from the server's version document. */
    static Microversion negotiate() {
        JsonNode versions = CinderApi.read("read the versions of the block storage API", CinderApi.versionDocument());
        for (JsonNode version : versions.path("versions")) {
            Matcher matcher = FORM.matcher(version.path("version").asText());
            if (matcher.matches()) {
                return new Microversion(Math.min(Integer.parseInt(matcher.group(1)), WANTED.minor));
            }
        }
        // A server that names no microversion has none but the first.
        return new Microversion(0);
    }

    /** What a request says to be answered in this version. */
    Map<String, String> headers() {
        return Map.of("OpenStack-API-Version", "volume 3." + minor);
    }
}
