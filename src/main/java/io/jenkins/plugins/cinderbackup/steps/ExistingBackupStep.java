package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that does something with one of the backups that Cinder itself has. */
public abstract class ExistingBackupStep extends CinderActionStep {
    static final String BACKUP = "backup";

    private String backup;

    ExistingBackupStep(int timeout) {
        super(timeout);
    }

    /** The id of the backup, or its name, which must be the only one. */
    @CheckForNull
    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(@CheckForNull String backup) {
        this.backup = Util.fixEmptyAndTrim(backup);
    }

    /** The part of its form that is the same for each of them. */
    public abstract static class FormDescriptor<S extends ExistingBackupStep> extends CinderActionStepDescriptor<S> {
        FormDescriptor() {
            // Only steps of ours have such a form
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return Texts.argument(namedArgs, BACKUP);
        }
    }
}
