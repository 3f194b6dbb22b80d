package io.jenkins.plugins.cinderbackup.operation.check;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a check has come to. */
final class CheckConclusion implements Conclusion {
    private static final String VERIFIED = "verified";
    private static final String READ = "readDataSubset";
    private static final String CHECKS = "checks";
    private static final String DETAIL = "detail";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        Optional<CheckVerdict> verdict = CheckOperation.verdict(journal);
        Map<String, Object> checks = new LinkedHashMap<>();
        verdict.ifPresent(found -> {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("passed", found.good());
            check.put("seconds", seconds(journal));
            check.put(DETAIL, found.words());
            checks.put(CheckOperation.CHECKED, check);
        });
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(VERIFIED, verdict.map(CheckVerdict::good).orElse(null));
        values.put(READ, CheckOperation.plan(journal).readDataSubset());
        values.put(CHECKS, checks);
        return values;
    }

    /** Until restic had ended, and it was seen. */
    private static long seconds(RunJournal journal) {
        return journal.durations(journal.phaseSince())
                .getOrDefault(CheckOperation.CHECK, Duration.ZERO)
                .toSeconds();
    }

    @Override
    public List<String> lines(RunJournal journal) {
        return leftOpen(journal).stream().toList();
    }

    @Override
    public Optional<String> leftOpen(RunJournal journal) {
        boolean answered =
                CheckOperation.verdict(journal).isPresent() || journal.plan().dryRun();
        return answered
                ? Optional.empty()
                : Optional.of("This says nothing about the repository: nobody knows whether it is good.");
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        List<ResultRow> rows = new ArrayList<>();
        summary(values).ifPresent(found -> rows.add(ResultRow.ofText("Repository", found)));
        if (values.get(READ) instanceof String read) {
            rows.add(ResultRow.ofText("Data to be read", read));
        }
        if (values.get(CHECKS) instanceof Map<?, ?> checks
                && checks.get(CheckOperation.CHECKED) instanceof Map<?, ?> check
                && check.get(DETAIL) instanceof String words) {
            rows.add(ResultRow.ofText("restic says", words));
        }
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        return Optional.ofNullable(values.get(VERIFIED))
                .map(good -> Boolean.TRUE.equals(good) ? "good, as far as it was checked" : "not good");
    }
}
