package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a verification has come to. */
final class VerifyConclusion implements Conclusion {
    private static final String BACKUP = "backup";
    static final String VERIFIED = "verified";
    private static final String READ = "readDataSubset";
    private static final String CHECKS = "checks";
    private static final String PASSED = "passed";
    private static final String DETAIL = "detail";
    private static final String RESTORE_SECONDS = "restoreSeconds";
    private static final String BYTES = "bytes";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        VerifyOutcome outcome = VerifyOutcome.of(journal);
        Map<String, Object> checks = new LinkedHashMap<>();
        outcome.answers().forEach(answer -> checks.put(answer.check(), values(answer)));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(BACKUP, outcome.backup() == null ? null : values(outcome.backup()));
        values.put(VERIFIED, outcome.good());
        values.put(READ, VerifyOperation.plan(journal).readDataSubset());
        values.put(CHECKS, checks);
        values.put(
                RESTORE_SECONDS,
                Optional.ofNullable(outcome.restoreTime())
                        .map(Duration::toSeconds)
                        .orElse(null));
        values.put(BYTES, outcome.bytes());
        return values;
    }

    private static Map<String, Object> values(Answer answer) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(PASSED, answer.passed());
        values.put("seconds", answer.seconds());
        values.put(DETAIL, answer.detail());
        return values;
    }

    private static Map<String, Object> values(RestorePoint backup) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", backup.id());
        values.put("time", backup.time().toString());
        return values;
    }

    @Override
    public List<String> lines(RunJournal journal) {
        return leftOpen(journal).stream().toList();
    }

    @Override
    public Optional<String> leftOpen(RunJournal journal) {
        VerifyPlan plan = VerifyOperation.plan(journal);
        String about = plan.drill() == null ? "repository" : "backup";
        return VerifyOutcome.of(journal).good() != null || plan.dryRun()
                ? Optional.empty()
                : Optional.of("This says nothing about the " + about + ": nobody knows whether it is good.");
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        List<ResultRow> rows = new ArrayList<>();
        if (values.get(BACKUP) instanceof Map<?, ?> backup) {
            rows.add(new ResultRow("Backup", String.valueOf(backup.get("id")), String.valueOf(backup.get("time"))));
        }
        summary(values).ifPresent(found -> rows.add(ResultRow.ofText("Verified", found)));
        if (values.get(READ) instanceof String read) {
            rows.add(ResultRow.ofText("Data to be read", read));
        }
        if (values.get(RESTORE_SECONDS) instanceof Number seconds) {
            String bytes = values.get(BYTES) instanceof Number known ? Sizes.binary(known.longValue()) + " in " : "";
            rows.add(ResultRow.ofText("Restored on trial", bytes + seconds + " s"));
        }
        if (values.get(CHECKS) instanceof Map<?, ?> checks) {
            checks.forEach((name, check) -> {
                if (check instanceof Map<?, ?> one) {
                    rows.add(ResultRow.ofText("Check '" + name + "'", String.valueOf(one.get(DETAIL))));
                }
            });
        }
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        return Optional.ofNullable(values.get(VERIFIED))
                .map(good -> Boolean.TRUE.equals(good) ? "good, as far as it was checked" : "not good");
    }
}
