package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Origin;

/** The description that an administrator reads in Cinder. */
public final class CinderDescription {
    /** Cinder's limit. */
    private static final int MAX = 255;

    private CinderDescription() {}

    /** Of what the run makes, within Cinder's limit. */
    public static String of(RunContext run) {
        Origin origin = run.journal().origin();
        return fit(run.plan().describe() + " by Jenkins job " + origin.job() + " #" + origin.build());
    }

    /** The text as every Cinder takes it. */
    public static String fit(String text) {
        // Many a Cinder's database knows no characters beyond the basic plane and answers them with a 500.
        String safe = text.replaceAll("[^\\x{0}-\\x{FFFF}]", "\uFFFD");
        return safe.length() <= MAX ? safe : safe.substring(0, MAX - 1) + "…";
    }
}
