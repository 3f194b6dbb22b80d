package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build keeps of one run, as it was at one moment: plain values, so that it is stored with the build and returned to a Pipeline, sandbox
 * included. It holds no secret. Its fields are what {@code build.xml} holds: a new one is absent from older builds.
 */
@ExportedBean(defaultVisibility = 3)
public final class RunRecord implements Serializable, Cloneable {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final String operation;
    private final String subject;
    private final String description;
    private final String destination;
    private final String repository;
    private final boolean dryRun;
    private final String phase;
    private final RunResult result;
    private final long startedAtMillis;
    private final long durationMillis;
    private final LinkedHashMap<String, Object> values;
    private final LinkedHashMap<String, Long> phases = new LinkedHashMap<>();
    private final String failedPhase;
    private final String failure;
    private final ArrayList<String> warnings;
    private final ArrayList<String> cautions;
    private final ArrayList<String> notes;
    private final ArrayList<String> leftovers;
    private final ArrayList<CreatedObject> objects;
    private final ArrayList<String> followUps;
    /** Whether nobody goes on with the run; known to who asks for the record, and not stored. */
    @SuppressFBWarnings(
            value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
            justification = "It is a fact of the moment in which somebody asks")
    private transient boolean left;

    /**
     * @param journal of a run under way or over; who calls owns it
     * @param masking takes secrets out of all texts
     */
    public RunRecord(@NonNull RunJournal journal, @NonNull UnaryOperator<String> masking, @NonNull Instant now) {
        Plan plan = journal.plan();
        RunReport report = journal.report().orElse(null);
        run = journal.run().value();
        operation = journal.operation();
        subject = plan.describeSubject();
        description = plan.describe();
        destination = plan.destination().orElse(null);
        repository = plan.usedRepository().map(RepositorySettings::url).orElse(null);
        dryRun = plan.dryRun();
        phase = journal.phase().label();
        result = report == null ? null : report.result();
        startedAtMillis = journal.startedAt().toEpochMilli();
        durationMillis = (report == null ? Duration.between(journal.startedAt(), now) : report.duration()).toMillis();
        values = PlainValues.copy(Operations.of(journal).conclusion().values(journal));
        (report == null ? journal.durations(now) : report.phases())
                .forEach((name, length) -> phases.put(name.label(), length.toMillis()));
        failedPhase = journal.failure().map(error -> error.phase().label()).orElse(null);
        failure = journal.failure()
                .map(error -> masking.apply(FailureMessage.of(operation, error) + leftOpen(journal)))
                .orElse(null);
        warnings = masked(journal.warnings(), masking);
        cautions = masked(journal.cautions(), masking);
        notes = masked(report == null ? journal.notes() : report.notes(), masking);
        leftovers = masked(report == null ? List.of() : report.leftovers(), masking);
        objects = new ArrayList<>(journal.resources().stream()
                .filter(CreatedObject::hasBeen)
                .map(resource -> new CreatedObject(resource, masking))
                .toList());
        followUps = new ArrayList<>(Operations.of(journal).followUps().runs(journal).stream()
                .map(RunId::value)
                .toList());
    }

    private static String leftOpen(RunJournal journal) {
        return Operations.of(journal)
                .conclusion()
                .leftOpen(journal)
                .map(text -> "\n" + text)
                .orElse("");
    }

    private static ArrayList<String> masked(List<String> texts, UnaryOperator<String> masking) {
        return new ArrayList<>(texts.stream().map(masking).toList());
    }

    /** The id of the run. */
    @Exported
    @NonNull
    public String getRun() {
        return run;
    }

    /** The {@linkplain Operation#kind() kind} of its operation. */
    @Exported
    @NonNull
    public String getOperation() {
        return operation;
    }

    /** What it is about, such as {@code PVC shop/db}. */
    @Exported
    @NonNull
    public String getSubject() {
        return subject;
    }

    /** What it does, such as {@code Backup of PVC shop/db}. */
    @Exported
    @NonNull
    public String getDescription() {
        return description;
    }

    /** Where what it makes goes, or null if it makes nothing that stays. */
    @Exported
    @CheckForNull
    public String getDestination() {
        return destination;
    }

    /** The repository that it works on, or null if it works on none. */
    @Exported
    @CheckForNull
    public String getRepository() {
        return repository;
    }

    /** Whether nothing but checks was done. */
    @Exported
    public boolean isDryRun() {
        return dryRun;
    }

    /** The phase that the run was in, such as {@code CreatingPVC}. */
    @Exported
    @NonNull
    public String getPhase() {
        return phase;
    }

    /** How the run ended, or null if it had not. */
    @CheckForNull
    public RunResult getResult() {
        return result;
    }

    /** The same for the remote API, which needs an answer for a run that was left before its end too: it was aborted. */
    @Exported(name = "result")
    @CheckForNull
    public RunResult getKnownResult() {
        return left ? RunResult.ABORTED : result;
    }

    /** The record of a run that nobody goes on with. */
    @NonNull
    RunRecord left() {
        try {
            RunRecord copy = (RunRecord) clone();
            copy.left = true;
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the run was over. */
    public boolean isOver() {
        return result != null;
    }

    /** When it began, in milliseconds since 1970. */
    @Exported
    public long getStartedAtMillis() {
        return startedAtMillis;
    }

    /** How long it took, in milliseconds. */
    @Exported
    public long getDurationMillis() {
        return durationMillis;
    }

    /** What the operation has to say of it, by the names of the documentation: texts, numbers, truth values, lists and maps of them, or null. */
    @Exported
    @NonNull
    public Map<String, Object> getValues() {
        return PlainValues.copy(values);
    }

    /** Milliseconds in each phase, in their order; the last one may not have ended. */
    @Exported
    @NonNull
    public Map<String, Long> getPhases() {
        return new LinkedHashMap<>(phases);
    }

    /** The phase that failed, or null. */
    @Exported
    @CheckForNull
    public String getFailedPhase() {
        return failedPhase;
    }

    /** The failure with its hints, or null. */
    @Exported
    @CheckForNull
    public String getFailure() {
        return failure;
    }

    /** What is not as it should be, and what may well be right but should be looked at. */
    @Exported
    @NonNull
    public List<String> getWarnings() {
        return Stream.concat(warnings.stream(), cautions.stream()).toList();
    }

    /** What is worth knowing. */
    @Exported
    @NonNull
    public List<String> getNotes() {
        return List.copyOf(notes);
    }

    /** What is still there and should not be. */
    @Exported
    @NonNull
    public List<String> getLeftovers() {
        return List.copyOf(leftovers);
    }

    /** What the run has created, in the order in which it did. */
    @Exported
    @NonNull
    public List<CreatedObject> getObjects() {
        return List.copyOf(objects);
    }

    /** The ids of the runs that do what this one has found to be done; none of most runs. */
    @Exported
    @NonNull
    public List<String> getFollowUps() {
        return followUps == null ? List.of() : List.copyOf(followUps);
    }

    /** What the step returns: the names of the documentation, and values that a Pipeline may use and keep. */
    @NonNull
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("result", String.valueOf(result));
        map.putAll(PlainValues.copy(values));
        map.put("durationMillis", durationMillis);
        map.put("phases", getPhases());
        map.put("warnings", new ArrayList<>(getWarnings()));
        map.put("leftovers", new ArrayList<>(leftovers));
        return map;
    }

    /** Why the build is unstable, in one line. */
    @NonNull
    public String unstableBecause() {
        List<String> reasons = new ArrayList<>(warnings);
        leftovers.forEach(leftover -> reasons.add("left behind: " + leftover));
        return unstableBecause(description, reasons);
    }

    /** The same of what was done without a run. */
    @NonNull
    public static String unstableBecause(@NonNull String description, @NonNull List<String> reasons) {
        return description + " is unstable: " + String.join("; ", reasons);
    }
}
