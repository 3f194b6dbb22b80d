package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** What the choice of a cloud and that of a cluster have in common. */
final class ConfiguredNames {
    private static final int SHOWN = 500;

    private ConfiguredNames() {}

    /**
     * The name that is meant: the chosen one if it is configured, or the only one.
     *
     * @return null if it is not clear, which is then one of the problems
     */
    @CheckForNull
    static String name(
            String field,
            String inlineField,
            String what,
            @CheckForNull String chosen,
            List<String> names,
            Findings problems) {
        String known = Printable.text(String.join(", ", names), SHOWN);
        if (chosen != null) {
            if (names.contains(chosen)) {
                return chosen;
            }
            problems.add(
                    field + " is '" + Printable.text(chosen, SHOWN) + "': there is no " + what
                            + " of that name in the global configuration; "
                            + (names.isEmpty() ? "there is none at all." : "there are: " + known + "."),
                    "correct the name, or ask an administrator to configure it");
            return null;
        }
        if (names.size() == 1) {
            return names.get(0);
        }
        problems.add(
                names.isEmpty()
                        ? "No " + what + ": neither `" + field + "` nor `" + inlineField
                                + "` is set, and none is configured."
                        : field + " is missing: there are several " + what + "s: " + known + ".",
                "set `" + field + "` or `" + inlineField + "`");
        return null;
    }

    /** What messages call a place that is written inline: its host, or what else tells it from others. */
    static String label(@CheckForNull String url, @CheckForNull String entry, @CheckForNull String credentialsId) {
        String host = url == null ? null : host(url);
        if (host != null) {
            return host;
        }
        return entry == null ? String.valueOf(credentialsId) : entry;
    }

    @CheckForNull
    private static String host(String url) {
        try {
            return new URI(url).getHost();
        } catch (URISyntaxException e) {
            // Whoever connects says so, with what is wrong
            return null;
        }
    }
}
