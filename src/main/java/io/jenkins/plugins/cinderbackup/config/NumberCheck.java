package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.util.Optional;

/**
 * What the whole number of a field must be: for a run, and for the form while it is filled in.
 *
 * @param field as a user writes it
 */
public record NumberCheck(@NonNull String field, @NonNull Rule rule) {
    /** What is wrong with a number; it must name the field. */
    public interface Rule {
        @NonNull
        Optional<Finding> problem(@NonNull String field, long value);
    }

    /** What is wrong with the number. */
    @NonNull
    public Optional<Finding> problem(long value) {
        return rule.problem(field, value);
    }

    /** The same of a number that may be left out. */
    @NonNull
    public Optional<Finding> problemIfAny(@CheckForNull Integer value) {
        return Optional.ofNullable(value).flatMap(this::problem);
    }

    /** The same in the form of a number that may be left out. */
    @NonNull
    public FormValidation inFormIfAny(@CheckForNull Item item, @CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : inForm(item, value);
    }

    /** What the form says of the number. */
    @NonNull
    public FormValidation inForm(@CheckForNull Item item, @CheckForNull String value) {
        return new TextCheck(field, this::parsed).inForm(item, value);
    }

    private Optional<Finding> parsed(String name, @CheckForNull String text) {
        try {
            return problem(Long.parseLong(Util.fixNull(text)));
        } catch (NumberFormatException e) {
            return Optional.of(Finding.of(name + " must be a whole number."));
        }
    }
}
