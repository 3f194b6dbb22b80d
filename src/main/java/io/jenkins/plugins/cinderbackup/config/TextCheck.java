package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.util.Optional;

/**
 * What the text of a field must be: for a run, for saving, and for the form while it is filled in.
 *
 * @param field as a user writes it
 */
public record TextCheck(@NonNull String field, @NonNull Rule rule) {
    /** What is wrong with a text, which is null if it is empty; it must name the field. */
    public interface Rule {
        @NonNull
        Optional<Finding> problem(@NonNull String field, @CheckForNull String text);
    }

    /** What is wrong with the text. */
    @NonNull
    public Optional<Finding> problem(@CheckForNull String text) {
        return rule.problem(field, text);
    }

    /** What the form says of the text. */
    @NonNull
    public FormValidation inForm(@CheckForNull Item item, @CheckForNull String value) {
        return FormCheck.findings(item, value, text -> problem(text).stream().toList());
    }
}
