package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import jenkins.model.Jenkins;

/**
 * A form's live check of one field: the check that a run makes too, for who may configure the place where the form is. A text with a dollar sign
 * is left alone, since only a build knows what will stand there.
 */
final class FormCheck {
    private FormCheck() {}

    /** Whether the user may configure the item or, where there is none, Jenkins. */
    static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** A drop-down of words. */
    static ListBoxModel choices(List<String> words) {
        ListBoxModel choices = new ListBoxModel();
        words.forEach(choices::add);
        return choices;
    }

    /** A drop-down of words, the first line of which chooses none of them. */
    static ListBoxModel optionalChoices(String none, List<String> words) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(none, "");
        words.forEach(choices::add);
        return choices;
    }

    /** A check that has one answer; an empty text is as good as none. */
    static FormValidation text(@CheckForNull Item item, @CheckForNull String value, Function<String, Optional<Finding>> check) {
        return all(item, value, text -> check.apply(text).map(Finding::message).stream().toList());
    }

    /** A check that answers with sentences, each about one thing that is wrong. */
    static FormValidation all(@CheckForNull Item item, @CheckForNull String value, Function<String, List<String>> check) {
        String text = Util.fixEmptyAndTrim(value);
        if (!mayConfigure(item) || text != null && text.indexOf('$') >= 0) {
            return FormValidation.ok();
        }
        List<String> problems = check.apply(text);
        return problems.isEmpty() ? FormValidation.ok() : FormValidation.error(String.join(" ", problems));
    }

    /** A check of a text area with an entry on each line. */
    static FormValidation lines(@CheckForNull Item item, @CheckForNull String value, Function<List<String>, List<String>> check) {
        return all(item, value, text -> check.apply(Texts.entries(List.of(Util.fixNull(text)))));
    }

    /** A check of a whole number. */
    static FormValidation number(@CheckForNull Item item, String field, @CheckForNull String value, LongFunction<Optional<Finding>> check) {
        return text(item, value, text -> {
            try {
                return check.apply(Long.parseLong(Util.fixNull(text)));
            } catch (NumberFormatException e) {
                return Optional.of(Finding.of(field + " must be a whole number."));
            }
        });
    }
}
