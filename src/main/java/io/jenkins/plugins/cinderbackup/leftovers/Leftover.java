package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.page.BuildName;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.PendingRemoval;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What one run has left behind, in the words of the administrator's page. */
public final class Leftover {
    private static final int MAX_LINE = 2000;

    private final PendingRemoval removal;
    private final BuildName build;
    private final Instant now;

    private Leftover(PendingRemoval removal, Instant now) {
        this.removal = removal;
        this.build = removal.origin() == null ? BuildName.UNKNOWN : BuildName.of(removal.origin());
        this.now = now;
    }

    /** All that is left of runs which are over. */
    @NonNull
    public static List<Leftover> all() {
        Instant now = Ticker.system().now();
        return LeftoverRemoval.get().pending().stream()
                .map(removal -> new Leftover(removal, now))
                .toList();
    }

    /** The id of the run. */
    @NonNull
    public String getRun() {
        return removal.run().value();
    }

    /** Whether its journal cannot be read: then nothing else is known but {@link #getObstacles}. */
    public boolean isUnreadable() {
        return removal.source() == null;
    }

    /** What was backed up, or null if that is not known or not to be seen. */
    @CheckForNull
    public String getSource() {
        return build.visible() && removal.source() != null ? Printable.text(removal.source(), MAX_LINE) : null;
    }

    /** The build of the run, such as {@code shop/nightly #7}. */
    @NonNull
    public String getBuild() {
        return build.text();
    }

    /** The build's address below the root of Jenkins, or null if there is no such job to be seen. */
    @CheckForNull
    public String getBuildUrl() {
        return build.url();
    }

    /** How long ago the run began. */
    @CheckForNull
    public String getAge() {
        return removal.startedAt() == null ? null : Durations.text(Duration.between(removal.startedAt(), now));
    }

    /** What is left; how many objects that are, where their names are not to be seen. */
    @NonNull
    public List<String> getObjects() {
        int count = removal.objects().size();
        return build.visible() ? printable(removal.objects()) : List.of(count + (count == 1 ? " object" : " objects"));
    }

    /** What is awaited, and what stands in the way, as far as that is to be seen. */
    @NonNull
    public List<String> getObstacles() {
        return build.visible() || removal.obstacles().isEmpty()
                ? printable(removal.obstacles())
                : List.of("Who may see the build sees what.");
    }

    /** The run's hard end. */
    @CheckForNull
    public String getMayLiveUntil() {
        return time(removal.mayLiveUntil());
    }

    /** Why nothing is removed before the run's hard end, or null. */
    @CheckForNull
    public String getWaitsFor() {
        return build.visible() || removal.waitsFor() == null ? removal.waitsFor() : "Its build may go on.";
    }

    /** The attempts in a row that did nothing, where something stands in the way. */
    public int getFailedAttempts() {
        return removal.failedAttempts();
    }

    /** When it was tried last, or null. */
    @CheckForNull
    public String getLastAttempt() {
        return time(removal.lastAttempt());
    }

    /** When it is tried again. */
    @NonNull
    public String getNextAttempt() {
        return removal.nextAttempt().isAfter(now)
                ? "in " + Durations.text(Duration.between(now, removal.nextAttempt()))
                : "now";
    }

    /** Whether it can be given up, and what is then asked: nothing more is done about what is left. */
    @CheckForNull
    public String getForget() {
        return isNeedsHelp() && !isUnreadable()
                ? "Forget what run " + getRun()
                        + " has left? Nothing more is done about it. If it still exists, it stays where it is: "
                        + String.join("; ", getObjects())
                : null;
    }

    /** Whether an administrator should do something about it. */
    public boolean isNeedsHelp() {
        return removal.needsHelp();
    }

    @CheckForNull
    private static String time(@CheckForNull Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static List<String> printable(List<String> texts) {
        return texts.stream().map(text -> Printable.text(text, MAX_LINE)).toList();
    }
}
