package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.util.List;
import java.util.function.Function;

/**
 * What a form says of one field while it is filled in: the check that a run, or saving, makes too. {@linkplain FormAccess Nobody else} than who may
 * configure is told anything. A text with a dollar sign is left alone, since only a build knows what will stand there.
 */
public final class FormCheck {
    private FormCheck() {}

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
        return remarks.isEmpty() || checked.kind != FormValidation.Kind.OK || !FormAccess.mayConfigure(item)
                ? checked
                : FormValidation.warning(String.join(" ", remarks));
    }

    /** A check of a text that may find several things. */
    @NonNull
    public static FormValidation findings(
            @CheckForNull Item item, @CheckForNull String value, @NonNull Function<String, List<Finding>> check) {
        String text = Util.fixEmptyAndTrim(value);
        boolean variable = text != null && text.indexOf('$') >= 0;
        List<Finding> problems = variable || !FormAccess.mayConfigure(item) ? List.of() : check.apply(text);
        return FormAnswer.of(problems);
    }

    /** Whether the credential is one of the choices. In the global configuration another may be right: each folder can have one of that id. */
    @NonNull
    static FormValidation credential(
            @CheckForNull Item item, @CheckForNull String value, ListBoxModel choices, boolean needed) {
        String id = Util.fixEmptyAndTrim(value);
        if (!FormAccess.mayConfigure(item) || id == null && !needed) {
            return FormValidation.ok();
        }
        if (id == null) {
            return FormValidation.error(Messages.FormCheck_NoCredential());
        }
        boolean known = choices.stream().anyMatch(choice -> choice.value.equals(id));
        return known || id.indexOf('$') >= 0
                ? FormValidation.ok()
                : FormValidation.warning(Messages.FormCheck_UnknownCredential(id));
    }
}
