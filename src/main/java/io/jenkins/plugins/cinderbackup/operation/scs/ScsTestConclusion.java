package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a test has come to. */
final class ScsTestConclusion implements Conclusion {
    /** The name that the standard has for the test. */
    private static final String CASE = "scs-0117-test-backup";

    private static final String VERDICT = "verdict";
    private static final String STEPS = "steps";
    private static final String NAME = "name";
    private static final String RESULT = "result";
    private static final String MILLIS = "millis";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        ScsTestPlan plan = ScsTestPlan.class.cast(journal.plan());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(VERDICT, Verdict.of(journal).map(Verdict::name).orElse(null));
        values.put(STEPS, steps(journal));
        values.put("volumeId", id(journal, ResourceKind.VOLUME, plan.volume(journal)));
        values.put("backupId", id(journal, ResourceKind.BACKUP, plan.backup(journal, false)));
        values.put("restoredVolumeId", id(journal, ResourceKind.VOLUME, plan.restored(journal)));
        values.put("incrementId", id(journal, ResourceKind.BACKUP, plan.backup(journal, true)));
        return values;
    }

    private static String id(RunJournal journal, ResourceKind kind, String name) {
        return journal.resource(kind, name).map(TrackedResource::id).orElse(null);
    }

    private static List<Map<String, Object>> steps(RunJournal journal) {
        // Each part that has an end has one by now
        Map<PhaseId, Duration> took = journal.durations(journal.startedAt());
        List<Map<String, Object>> steps = new ArrayList<>();
        for (TestPart part : TestPart.values()) {
            Verdict.of(journal, part).ifPresent(verdict -> {
                Map<String, Object> step = new LinkedHashMap<>();
                step.put(NAME, part.title());
                step.put(RESULT, verdict.name());
                step.put(MILLIS, Math.max(0, took.get(part.id()).toMillis()));
                steps.add(step);
            });
        }
        return steps;
    }

    @Override
    public List<String> lines(RunJournal journal) {
        List<String> lines = new ArrayList<>();
        Verdict.of(journal).ifPresent(verdict -> lines.add(CASE + ": " + verdict));
        steps(journal).forEach(step -> lines.add("  " + step.get(NAME) + ": " + resultOf(step)));
        return lines;
    }

    private static String resultOf(Map<?, ?> step) {
        return step.get(RESULT) + " in " + Durations.text(Duration.ofMillis(((Number) step.get(MILLIS)).longValue()));
    }

    @Override
    public Optional<String> leftOpen(RunJournal journal) {
        return Verdict.of(journal).map(verdict -> CASE + ": " + verdict);
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        List<ResultRow> rows = new ArrayList<>();
        summary(values).ifPresent(text -> rows.add(ResultRow.ofText(CASE, text)));
        if (values.get(STEPS) instanceof List<?> steps) {
            for (Object one : steps) {
                Map<?, ?> step = (Map<?, ?>) one;
                rows.add(ResultRow.ofText(String.valueOf(step.get(NAME)), resultOf(step)));
            }
        }
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        return Optional.ofNullable(values.get(VERDICT)).map(String::valueOf);
    }
}
