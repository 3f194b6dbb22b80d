package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that restores one of the backups of a volume: the newest, or which one else. */
public abstract class BackupChoiceStep extends CloudRunStep {
    private String backup = SnapshotChoice.LATEST;
    private String before;
    private List<String> tags = new ArrayList<>();

    BackupChoiceStep() {
        // See RunStep
    }

    BackupChoice choice() {
        return new BackupChoice(backup, before, Texts.filled(tags));
    }

    /** Which backup. */
    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(@CheckForNull String backup) {
        this.backup = Texts.orDefault(backup, SnapshotChoice.LATEST);
    }

    /** The instant after which no backup counts, as ISO 8601 writes it; any if null. */
    @CheckForNull
    public String getBefore() {
        return before;
    }

    @DataBoundSetter
    public void setBefore(@CheckForNull String before) {
        this.before = Util.fixEmptyAndTrim(before);
    }

    /** Only backups with all of these restic tags count. */
    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        this.tags = Texts.entries(tags);
    }
}
