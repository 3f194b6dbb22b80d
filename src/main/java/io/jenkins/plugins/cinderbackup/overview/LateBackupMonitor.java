package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import jenkins.YesNoMaybe;

/** Tells administrators which sources have no backup as young as was promised. The clock says so, also where no build has run at all. */
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class LateBackupMonitor extends AdministrativeMonitor {
    private static final int MOST_SHOWN = 5;

    @Override
    public String getDisplayName() {
        return "Late Cinder Backups";
    }

    @Override
    public boolean isActivated() {
        return !late().isEmpty();
    }

    /** The first few by name. */
    @NonNull
    public List<SourceRow> getShown() {
        return late().stream().limit(MOST_SHOWN).toList();
    }

    /** How many more there are. */
    public int getMore() {
        return Math.max(0, late().size() - MOST_SHOWN);
    }

    private List<SourceRow> late() {
        return RecentSummaries.ofThisJenkins().late(any -> true);
    }
}
