package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;

/**
 * What a form says of one field while it is filled in: the check that a run, or saving, makes too. It is for who may configure the place where the
 * form is, the item or, where there is none, Jenkins; nobody else is told anything. A text with a dollar sign is left alone, since only a build
 * knows what will stand there.
 */
public final class LiveCheck {
    private LiveCheck() {}

    /** A check of one value, which must name the field. */
    public interface Check<T> {
        @NonNull
        Optional<Finding> of(@NonNull String field, T value);
    }

    /** The check of a text, which is null if it is empty. */
    @NonNull
    public static FormValidation text(
            @CheckForNull Item item, @NonNull String field, @CheckForNull String value, @NonNull Check<String> check) {
        return findings(item, value, text -> check.of(field, text).stream().toList());
    }

    /** The check of a whole number. */
    @NonNull
    public static FormValidation number(
            @CheckForNull Item item, @NonNull String field, @CheckForNull String value, @NonNull Check<Long> check) {
        return text(item, field, value, (name, text) -> {
            try {
                return check.of(name, Long.parseLong(Util.fixNull(text)));
            } catch (NumberFormatException e) {
                return Optional.of(Finding.of(name + " must be a whole number."));
            }
        });
    }

    /** A check of a text that answers with sentences, each about one thing that is wrong. */
    @NonNull
    public static FormValidation sentences(
            @CheckForNull Item item, @CheckForNull String value, @NonNull Function<String, List<String>> check) {
        return findings(
                item, value, text -> check.apply(text).stream().map(Finding::of).toList());
    }

    /** Adds to the answer of a check, if that found nothing wrong, what does nothing as it is. */
    @NonNull
    public static FormValidation remarks(
            @CheckForNull Item item, @NonNull FormValidation checked, @NonNull List<String> remarks) {
        return remarks.isEmpty() || checked.kind != FormValidation.Kind.OK || !mayConfigure(item)
                ? checked
                : FormValidation.warning(String.join(" ", remarks));
    }

    /** A check of a text that may find several things. */
    @NonNull
    static FormValidation findings(
            @CheckForNull Item item, @CheckForNull String value, Function<String, List<Finding>> check) {
        String text = Util.fixEmptyAndTrim(value);
        boolean variable = text != null && text.indexOf('$') >= 0;
        List<Finding> problems = variable || !mayConfigure(item) ? List.of() : check.apply(text);
        return problems.isEmpty()
                ? FormValidation.ok()
                : FormValidation.aggregate(
                        problems.stream().map(LiveCheck::error).toList());
    }

    /** Whether the credential is one of the choices. In the global configuration another may be right: each folder can have one of that id. */
    @NonNull
    static FormValidation credential(
            @CheckForNull Item item, @CheckForNull String value, ListBoxModel choices, boolean needed) {
        String id = Util.fixEmptyAndTrim(value);
        if (!mayConfigure(item) || id == null && !needed) {
            return FormValidation.ok();
        }
        if (id == null) {
            return FormValidation.error(Messages.LiveCheck_NoCredential());
        }
        boolean known = choices.stream().anyMatch(choice -> choice.value.equals(id));
        return known || id.indexOf('$') >= 0
                ? FormValidation.ok()
                : FormValidation.warning(Messages.LiveCheck_UnknownCredential(id));
    }

    /** @throws org.springframework.security.access.AccessDeniedException if the user may not configure the item or, without one, Jenkins */
    public static void requireConfigure(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
    }

    /** Whether the user may configure the item or, where there is none, Jenkins. */
    public static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** What a connection test has found, each thing on a line of its own. */
    @NonNull
    public static FormValidation answer(@NonNull ConnectionTest.Result result) {
        List<FormValidation> lines = new ArrayList<>();
        result.facts().forEach(fact -> lines.add(FormValidation.ok(fact)));
        result.problems().forEach(problem -> lines.add(error(problem)));
        return FormValidation.aggregate(lines);
    }

    private static FormValidation error(Finding finding) {
        return FormValidation.error(
                finding.hints().isEmpty()
                        ? finding.message()
                        : finding.message() + " → " + String.join("; ", finding.hints()));
    }
}
