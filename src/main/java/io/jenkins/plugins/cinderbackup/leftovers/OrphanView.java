package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.page.BuildName;
import io.jenkins.plugins.cinderbackup.removal.OrphanRemovalProgress;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import io.jenkins.plugins.cinderbackup.removal.OrphanScanner;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What was found of one run, in the words of the administrator's page. What the tags say is text from outside. */
public final class OrphanView {
    private static final int MOST_OBJECTS = 20;
    private static final int MAX_NAME = 200;
    private static final int MAX_LINE = 2000;
    private static final int ID_SHOWN = 8;

    private final OrphanReport found;

    @CheckForNull
    private final OrphanRemovalProgress progress;

    private final BuildName build;
    private final Instant now;

    OrphanView(@NonNull OrphanReport found, @NonNull OrphanScanner scanner, @NonNull Instant now) {
        this.found = found;
        this.progress =
                found.run() == null ? null : scanner.progress(found.run()).orElse(null);
        this.build = found.tags() == null
                ? BuildName.UNKNOWN
                : BuildName.of(found.tags().origin());
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
        return build.text();
    }

    /** The build's address below the root of Jenkins, or null if it is not of this Jenkins, or there is no such job to be seen. */
    @CheckForNull
    public String getBuildUrl() {
        return build.url();
    }

    /** Which Jenkins made it. A copy of this one counts as this one. */
    @CheckForNull
    public String getJenkins() {
        if (found.tags() == null) {
            return null;
        }
        String id = found.tags().origin().jenkins();
        return BuildName.isOurs(found.tags().origin())
                ? "this Jenkins"
                : "another Jenkins (" + text(id.substring(0, Math.min(ID_SHOWN, id.length()))) + "…)";
    }

    /** Where it was found. */
    @NonNull
    public String getTargets() {
        return String.join(", ", found.targets());
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

    /** The space that it takes in the cloud, or null where it takes none. */
    @CheckForNull
    public String getSpace() {
        return getBytes() == 0 ? null : Sizes.binary(getBytes());
    }

    long getBytes() {
        return found.objects().stream()
                .filter(object -> !object.kept())
                .mapToLong(object -> object.sizeGiB() << 30)
                .sum();
    }

    int getCount() {
        return (int) found.objects().stream().filter(object -> !object.kept()).count();
    }

    /** The first of what was found. */
    @NonNull
    public List<String> getObjects() {
        List<String> lines = new ArrayList<>(
                found.objects().stream().limit(MOST_OBJECTS).map(this::line).toList());
        if (found.objects().size() > MOST_OBJECTS) {
            lines.add("and " + (found.objects().size() - MOST_OBJECTS) + " more");
        }
        return lines;
    }

    private String line(MarkedObject object) {
        String name = object.namespace() == null ? object.name() : object.namespace() + "/" + object.name();
        return object.kind().label()
                + (build.visible() ? " " + text(name) : "")
                + (object.sizeGiB() == 0 ? "" : " (" + text(object.id()) + ")")
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
                case NOT_REMOVED -> "Not removed";
            };
        }
        return switch (found.verdict()) {
            case REMOVABLE -> "Can be removed";
            case UNCLEAR -> "Left alone";
            case GOES_ON -> "Its build goes on here";
            case MAY_LIVE -> "May still live";
            case KEPT -> "Kept";
        };
    }

    /** The colour class of it. */
    @NonNull
    public String getColour() {
        if (progress != null) {
            return switch (progress.state()) {
                case REMOVING -> "";
                case REMOVED -> "jenkins-!-success-color";
                case NOT_REMOVED -> "jenkins-!-error-color";
            };
        }
        return found.verdict() == Verdict.REMOVABLE || found.verdict() == Verdict.UNCLEAR
                ? "jenkins-!-warning-color"
                : "";
    }

    /** Why, and what stands in the way. */
    @NonNull
    public List<String> getReasons() {
        List<String> reasons = new ArrayList<>();
        if (!build.visible()) {
            return reasons;
        }
        if (progress != null) {
            progress.lastErrors().forEach(lastError -> reasons.add(Printable.text(lastError, MAX_LINE)));
        } else if (!found.why().isEmpty()) {
            reasons.add(Printable.text(found.why(), MAX_LINE));
        }
        return reasons;
    }

    /** Until when it may live, or null if that does not matter or nobody knows. */
    @CheckForNull
    public String getEnd() {
        if (found.end() == null || found.verdict() == Verdict.KEPT) {
            return null;
        }
        return (found.verdict() == Verdict.REMOVABLE ? "past its end since " : "may live until ")
                + found.end().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether it can be confirmed. */
    public boolean isRemovable() {
        return found.verdict() == Verdict.REMOVABLE
                && (progress == null || progress.state() == OrphanRemovalProgress.State.NOT_REMOVED);
    }

    private static String text(String fromOutside) {
        return Printable.text(fromOutside, MAX_NAME);
    }
}
