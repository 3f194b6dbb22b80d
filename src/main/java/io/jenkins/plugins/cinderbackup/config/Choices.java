package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.ListBoxModel;
import java.util.List;

/** Drop-downs of words. */
public final class Choices {
    private Choices() {}

    /** One of the words. */
    @NonNull
    public static ListBoxModel of(@NonNull List<String> words) {
        ListBoxModel choices = new ListBoxModel();
        words.forEach(choices::add);
        return choices;
    }

    /** One of the words, or what the first line says, which is stored as none. */
    @NonNull
    public static ListBoxModel orNone(@NonNull String none, @NonNull List<String> words) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(none, "");
        words.forEach(choices::add);
        return choices;
    }
}
