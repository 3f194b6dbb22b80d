package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Origin;

/** The description that an administrator reads in Cinder. */
public final class CinderDescription {
    /** Cinder's limit. */
    private static final int MAX = 255;

    private CinderDescription() {}

    /** Of what the run makes, within Cinder's limit, and unlike that of any other run. */
    public static String of(RunContext run) {
        Origin origin = run.journal().origin();
        String end = " (run " + run.journal().run() + ")";
        return fit(
                        run.plan().describe() + " by Jenkins job " + origin.job() + " #" + origin.build(),
                        MAX - end.length())
                + end;
    }

    /** The text as every Cinder takes it. */
    public static String fit(String text) {
        return fit(text, MAX);
    }

    private static String fit(String text, int max) {
        // Many a Cinder's database knows no characters beyond the basic plane and answers them with a 500.
        String safe = text.replaceAll("[^\\x{0}-\\x{FFFF}]", "\uFFFD");
        return safe.length() <= max ? safe : safe.substring(0, max - 1) + "…";
    }
}
