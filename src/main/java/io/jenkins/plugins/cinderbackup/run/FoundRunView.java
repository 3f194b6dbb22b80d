package io.jenkins.plugins.cinderbackup.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.engine.MarkedObject;
import io.jenkins.plugins.cinderbackup.engine.Origin;
import io.jenkins.plugins.cinderbackup.engine.Sizes;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.wiring.FoundRun;
import io.jenkins.plugins.cinderbackup.wiring.FoundRun.Verdict;
import io.jenkins.plugins.cinderbackup.wiring.SweepProgress;
import io.jenkins.plugins.cinderbackup.wiring.Sweeper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** What was found of one run, in the words of the administrator's page. What the tags say is text from outside. */
public final class FoundRunView {
    private static final int MOST_OBJECTS = 20;
    private static final int MAX_NAME = 200;
    private static final int MAX_LINE = 2000;
    private static final int ID_SHOWN = 8;

    private final FoundRun found;
    @CheckForNull
    private final SweepProgress progress;
    private final Instant now;

    FoundRunView(@NonNull FoundRun found, @NonNull Sweeper sweeper, @NonNull Instant now) {
        this.found = found;
        this.progress = found.run() == null ? null : sweeper.progress(found.run()).orElse(null);
        this.now = now;
    }

    /** The id of the run, or null if nobody knows it. */
    @CheckForNull
    public String getRun() {
        return found.run() == null ? null : found.run().value();
    }

    /** The build of the run, such as {@code shop/nightly #7}. */
    @NonNull
    public String getBuild() {
        return found.tags() == null ? "Unknown" : text(found.tags().origin().job() + " #" + found.tags().origin().build());
    }

    /** The build's address below the root of Jenkins, or null if it is not of this Jenkins, or the job is not there. */
    @CheckForNull
    public String getBuildUrl() {
        if (found.tags() == null || !isOurs() || !found.tags().origin().build().matches("\\d{1,9}")) {
            return null;
        }
        Item job = Jenkins.get().getItemByFullName(found.tags().origin().job());
        return job == null ? null : job.getUrl() + found.tags().origin().build() + "/";
    }

    /** Which Jenkins made it. A copy of this one counts as this one. */
    @CheckForNull
    public String getJenkins() {
        if (found.tags() == null) {
            return null;
        }
        String id = found.tags().origin().jenkins();
        return isOurs() ? "this Jenkins" : "another Jenkins (" + text(id.substring(0, Math.min(ID_SHOWN, id.length()))) + "…)";
    }

    private boolean isOurs() {
        Origin origin = found.tags().origin();
        return origin.jenkins().equals(Jenkins.get().getLegacyInstanceId());
    }

    /** Where it was found. */
    @NonNull
    public String getPlaces() {
        return String.join(", ", found.places());
    }

    /** How long ago the oldest of its objects was made. */
    @CheckForNull
    public String getAge() {
        return found.objects().stream()
                .map(MarkedObject::createdAt)
                .filter(made -> made != null)
                .min(Instant::compareTo)
                .map(made -> Durations.text(Duration.between(made, now)))
                .orElse(null);
    }

    /** The size of what would be removed, or null where nothing has one. */
    @CheckForNull
    public String getSize() {
        return getBytes() == 0 ? null : Sizes.binary(getBytes());
    }

    long getBytes() {
        return found.objects().stream().filter(object -> !object.kept()).mapToLong(object -> object.sizeGiB() << 30).sum();
    }

    int getCount() {
        return (int) found.objects().stream().filter(object -> !object.kept()).count();
    }

    /** The first of what was found. */
    @NonNull
    public List<String> getObjects() {
        List<String> lines = new ArrayList<>(found.objects().stream().limit(MOST_OBJECTS).map(FoundRunView::line).toList());
        if (found.objects().size() > MOST_OBJECTS) {
            lines.add("and " + (found.objects().size() - MOST_OBJECTS) + " more");
        }
        return lines;
    }

    private static String line(MarkedObject object) {
        return text(object.describe())
                + (object.sizeGiB() == 0 ? "" : ", " + Sizes.binary(object.sizeGiB() << 30))
                + (object.state().isEmpty() ? "" : ", " + text(object.state()))
                + (object.kept() ? ", kept" : "");
    }

    /** What may become of it, in a few words. */
    @NonNull
    public String getVerdict() {
        if (progress != null) {
            return switch (progress.state()) {
                case REMOVING -> "Being removed";
                case REMOVED -> "Removed";
                case GIVEN_UP -> "Not removed";
            };
        }
        return switch (found.verdict()) {
            case REMOVABLE -> "Can be removed";
            case UNCLEAR -> "Left alone";
            case GOES_ON -> "Its build goes on here";
            case MAY_LIVE -> "May still live";
            case KEPT -> "Kept for local restore";
        };
    }

    /** The colour class of it. */
    @NonNull
    public String getColour() {
        if (progress != null) {
            return progress.state() == SweepProgress.State.GIVEN_UP ? "jenkins-!-error-color" : "jenkins-!-success-color";
        }
        return found.verdict() == Verdict.REMOVABLE || found.verdict() == Verdict.UNCLEAR ? "jenkins-!-warning-color" : "";
    }

    /** Why, and what stands in the way. */
    @NonNull
    public List<String> getReasons() {
        List<String> reasons = new ArrayList<>();
        if (progress != null) {
            progress.troubles().forEach(trouble -> reasons.add(Printable.text(trouble, MAX_LINE)));
        } else if (!found.why().isEmpty()) {
            reasons.add(Printable.text(found.why(), MAX_LINE));
        } else if (found.verdict() == Verdict.KEPT) {
            reasons.add("Only the retention of its source removes it.");
        }
        return reasons;
    }

    /** Until when it may live. */
    @CheckForNull
    public String getEnd() {
        return found.end() == null || found.verdict() == Verdict.KEPT ? null : found.end().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Whether it can be confirmed. */
    public boolean isRemovable() {
        return found.verdict() == Verdict.REMOVABLE && (progress == null || progress.state() == SweepProgress.State.GIVEN_UP);
    }

    private static String text(String fromOutside) {
        return Printable.text(fromOutside, MAX_NAME);
    }
}
