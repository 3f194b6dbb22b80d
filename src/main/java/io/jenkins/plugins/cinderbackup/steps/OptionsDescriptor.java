package io.jenkins.plugins.cinderbackup.steps;

import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.List;

/** The part of a form that is the same for all settings within those of a step. */
public abstract class OptionsDescriptor<T extends Describable<T>> extends Descriptor<T> {
    OptionsDescriptor() {
        // Only settings of ours have such a form
    }

    /** With which the form compares, to say whether a folded field was edited. */
    public T getDefaults() {
        return Defaults.of(clazz);
    }

    /** The list as a text area shows it. */
    public String area(List<String> entries) {
        return Texts.area(entries);
    }
}
