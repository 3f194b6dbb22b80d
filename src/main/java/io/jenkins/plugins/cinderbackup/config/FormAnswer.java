package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a form shows what was found. */
public final class FormAnswer {
    private FormAnswer() {}

    /** Each problem on a line of its own, or nothing. */
    @NonNull
    static FormValidation of(@NonNull List<Finding> problems) {
        return problems.isEmpty()
                ? FormValidation.ok()
                : FormValidation.aggregate(
                        problems.stream().map(FormAnswer::error).toList());
    }

    /** What a connection test has found, each thing on a line of its own. */
    @NonNull
    public static FormValidation of(@NonNull ConnectionTest.Result result) {
        return FormValidation.aggregate(Stream.concat(
                        result.facts().stream().map(FormValidation::ok),
                        result.problems().stream().map(FormAnswer::error))
                .toList());
    }

    /** All that is wrong in the form, at once, or what a connection test has found where nothing is. */
    @NonNull
    static FormValidation tested(@NonNull List<Finding> problems, @NonNull Supplier<ConnectionTest.Result> test) {
        return problems.isEmpty() ? of(test.get()) : of(problems);
    }

    /** All of it in one paragraph, for pages that know no lines: numbered where it is several, each to its full stop. */
    @NonNull
    static String text(@NonNull List<Finding> problems) {
        List<String> sentences =
                problems.stream().map(FormAnswer::line).map(FormAnswer::ended).toList();
        return sentences.size() == 1
                ? sentences.get(0)
                : IntStream.range(0, sentences.size())
                        .mapToObj(i -> "(" + (i + 1) + ") " + sentences.get(i))
                        .collect(Collectors.joining(" "));
    }

    private static String ended(String line) {
        return line.endsWith(".") ? line : line + ".";
    }

    private static FormValidation error(Finding finding) {
        return FormValidation.error(line(finding));
    }

    private static String line(Finding finding) {
        return finding.hints().isEmpty()
                ? finding.message()
                : finding.message() + " → " + String.join("; ", finding.hints());
    }
}
