package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.OutputPattern;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.phase.cluster.EndedLog;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the end of a test means. Its own verdict is about the backup. Where it was kept from giving one, by its image, its limits or the cluster, that says
 * nothing about the backup.
 */
record TestEnd(VerifyPlan plan, TestSettings test, RunContext run, TrackedResource job) {
    /** What is read of its output; the adapter bounds the bytes. */
    private static final int READ_LINES = 1000;

    private static final int SHOWN_LINES = 50;
    private static final int SHOWN_LINE = 500;
    /** A shell's words for a program that is there and cannot be run, and for one that is not there. */
    private static final Set<Integer> NOT_RUN = Set.of(126, 127);
    /** SIGINT, SIGKILL and SIGTERM, which nobody sends to himself. */
    private static final Set<Integer> ENDED = Set.of(130, 137, 143);

    /** A test that could not be made, or gave no answer. */
    static PermanentException notMade(String why, String... hints) {
        return PermanentException.of("The test of the restored data could not be made: " + why, hints);
    }

    /**
     * Takes note of what the test says.
     *
     * @throws PermanentException if that is not that the data are good
     */
    PhaseStatus judge(JobState.Exited exited) {
        boolean wordsWanted = exited.exitCode() != 0 || test.expect() != null;
        EndedLog ended = new EndedLog(job, READ_LINES);
        Optional<String> log = ended.read(run, wordsWanted);
        if (log.isEmpty() && wordsWanted && ended.mayCome(run)) {
            return PhaseStatus.WAITING;
        }
        String output = log.orElse("");
        if (exited.exitCode() != 0) {
            throw failed(exited, output);
        }
        if (test.expect() != null) {
            expect(output);
        }
        Answers.add(run, VerifyOperation.TESTED, true, "exit code 0." + lastWords(output));
        // Now, for the Job, which says it again, is the first to go
        run.found(Answers.FACT, Answers.of(run.journal()));
        run.note("The test says that the data are good: exit code 0." + lastWords(output));
        return PhaseStatus.ACTED;
    }

    private PermanentException failed(JobState.Exited exited, String output) {
        int code = exited.exitCode();
        if (exited.reason().equals("OOMKilled")) {
            return withWords(
                    notMade(
                            "the kernel has ended it, since it needed more memory than "
                                    + test.resources().limitsMemory() + ".",
                            "increase `test.resources.limits.memory`"),
                    output);
        }
        if (NOT_RUN.contains(code)) {
            return withWords(
                    notMade(
                            "its exit code " + code + " says that a program was not found or cannot be run.",
                            "correct `test.command`, or choose an image that has the program by `test.image`"),
                    output);
        }
        if (ENDED.contains(code)) {
            return withWords(
                    notMade(
                            "it was ended from outside (exit code " + code + ").",
                            "see whether its pod was deleted or evicted, or its node shut down"),
                    output);
        }
        return notGood("the test ended with exit code " + code + ".", output);
    }

    private void expect(String output) {
        if (output.isEmpty()) {
            throw notMade(
                    "it ended with exit code 0, but nothing that it has printed can be read, so nobody can tell whether that matches `test.expect`.",
                    "let the test print what is expected as its last line",
                    "see whether the node was lost or its logs were removed");
        }
        switch (OutputPattern.find(test.expect(), output)) {
            case YES -> {}
            case NO ->
                throw notGood(
                        "the test ended with exit code 0, but nothing in the last " + READ_LINES
                                + " lines of its output matches '" + test.expect() + "'.",
                        output);
            default ->
                throw withWords(
                        notMade(
                                "it takes too long to find out whether its output matches `test.expect`.",
                                "write it without repetitions behind or within repetitions, such as .*.*"),
                        output);
        }
    }

    private PermanentException notGood(String why, String output) {
        return withWords(
                BackupVerdict.notGood(
                        run,
                        plan,
                        VerifyOperation.TESTED,
                        why + lastWords(output),
                        "see with the same image and command over a restored PVC what is wrong: `cinderSnapshotRestore`",
                        "see whether another backup passes: `backup` or `before`"),
                output);
    }

    /** A test that does not end has not said that the data are bad: it may as well wait for something. */
    PermanentException tooLong() {
        return withWords(
                notMade(
                        "it did not end within " + test.timeout().toSeconds() + " s, so it has not said anything.",
                        "increase `test.timeout`",
                        "see whether it waits for something that it cannot have, such as the network: `test.network`"),
                words());
    }

    /** They must not hide what they explain. */
    private String words() {
        try {
            return run.cluster().log(job, READ_LINES).orElse("");
        } catch (TransientException | PermanentException e) {
            return "";
        }
    }

    /** The failure, and below it the last lines of the test. */
    private static PermanentException withWords(PermanentException failure, String output) {
        List<Finding> findings = new ArrayList<>(failure.findings());
        lines(output).map(line -> Finding.of("The test says: " + line)).forEach(findings::add);
        return new PermanentException(findings, null);
    }

    private static String lastWords(String output) {
        return lines(output)
                .reduce((before, last) -> last)
                .map(line -> " It says last: " + line)
                .orElse("");
    }

    private static Stream<String> lines(String output) {
        List<String> lines = output.lines()
                .filter(line -> !line.isBlank())
                .map(line -> Printable.text(line.stripTrailing(), SHOWN_LINE))
                .toList();
        return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()).stream();
    }
}
