package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.Attempt;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.page.BuildName;
import io.jenkins.plugins.cinderbackup.page.RunView;
import java.time.Duration;
import java.time.Instant;

/** A run that was to back a source up, in the words of the page. */
public final class AttemptView {
    private final Attempt attempt;
    private final BuildName build;
    private final Instant now;

    AttemptView(@NonNull Attempt attempt, @NonNull Instant now) {
        this.attempt = attempt;
        this.build = BuildName.here(attempt.job(), attempt.build());
        this.now = now;
    }

    /** How it ended, in a word. */
    @NonNull
    public String getResult() {
        return attempt.result() == null
                ? "no end seen yet"
                : attempt.result().phase().toString();
    }

    /** The icon of that. */
    @NonNull
    public String getIcon() {
        return attempt.result() == null ? "symbol-status-nobuilt" : RunView.icon(attempt.result());
    }

    /** How long ago it began. */
    @NonNull
    public String getAge() {
        return Durations.text(Duration.between(attempt.at(), now));
    }

    /** Its build, as far as the viewer may see it. */
    @NonNull
    public String getBuild() {
        return build.text();
    }

    /** Where that is, below the root of Jenkins, or null. */
    @CheckForNull
    public String getBuildUrl() {
        return build.url();
    }
}
