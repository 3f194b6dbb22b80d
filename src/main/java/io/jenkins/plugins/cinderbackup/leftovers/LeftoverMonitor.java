package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import jenkins.YesNoMaybe;

/** Tells administrators what cannot be removed, and why. */
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class LeftoverMonitor extends AdministrativeMonitor {
    private static final int MOST_SHOWN = 5;

    @Override
    public String getDisplayName() {
        return "Cinder Backup Leftovers";
    }

    @Override
    public boolean isActivated() {
        return LeftoverRemoval.get().needsHelp();
    }

    /** The first few that need help. */
    @NonNull
    public List<Leftover> getShown() {
        List<Leftover> all = needingHelp();
        return all.subList(0, Math.min(MOST_SHOWN, all.size()));
    }

    /** How many more there are. */
    public int getMore() {
        return Math.max(0, needingHelp().size() - MOST_SHOWN);
    }

    private static List<Leftover> needingHelp() {
        return Leftover.all().stream().filter(Leftover::isNeedsHelp).toList();
    }

    /** Why nothing is known of any leftovers; empty if that is not so. */
    @NonNull
    public List<String> getUnlistable() {
        return LeftoverRemoval.get().unlistable();
    }

    /** Where the page is, below the root of Jenkins. */
    @NonNull
    public String getPage() {
        return "manage/" + LeftoverPage.URL + "/";
    }
}
