package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import jenkins.YesNoMaybe;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of a build that shows all our runs of it; it is there as soon as the first one begins, and is never stored. */
@ExportedBean
public final class RunPage implements Action {
    /** The page's place below the build. */
    public static final String URL = "cinder-backup";

    /** So many runs are on one page of it; each has a table of its own. */
    private static final int ROWS = 50;
    /** So many runs are in their order, and in short on the build's own page. */
    private static final int FEW = 10;

    private final Run<?, ?> build;

    RunPage(@NonNull Run<?, ?> build) {
        this.build = build;
    }

    /** The build, as the layout of a build's pages calls it. */
    public Run<?, ?> getObject() {
        return build;
    }

    /** The runs in the order in which they began. */
    @Exported
    @NonNull
    public List<RunResultAction> getRuns() {
        return build.getActions(RunResultAction.class);
    }

    /**
     * One page of the runs as they are now.
     *
     * @param page see {@link Paging}
     */
    @NonNull
    public Paging<RunView> rows(@CheckForNull String page) {
        return new Paging<>(views(), ROWS, page);
    }

    /** The first few, for the build's own page. */
    @NonNull
    public List<RunView> getShown() {
        return views().stream().limit(FEW).toList();
    }

    /** How many more there are. */
    public int getMore() {
        return Math.max(0, getRuns().size() - FEW);
    }

    /** In the order in which they began; where they are more than a few, those first that deserve a look. */
    private List<RunView> views() {
        List<RunView> views = getRuns().stream().map(RunResultAction::getView).toList();
        return views.size() <= FEW
                ? views
                : views.stream()
                        .sorted(Comparator.comparing(view -> !view.isNoteworthy()))
                        .toList();
    }

    /** Whether any of them goes on. */
    public boolean isRunning() {
        return getRuns().stream().anyMatch(action -> action.getView().isRunning());
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return "Cinder Backup";
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Gives each build with a run of ours its page. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @SuppressWarnings("rawtypes") // a factory names its type by a class
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return RunPage.class;
        }

        @NonNull
        @Override
        @SuppressWarnings("unchecked")
        public Collection<? extends Action> createFor(@NonNull Run build) {
            Run<?, ?> typed = build;
            return typed.getActions(RunResultAction.class).isEmpty() ? List.of() : List.of(new RunPage(typed));
        }
    }
}
