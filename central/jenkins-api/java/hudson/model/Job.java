package hudson.model;

import hudson.ExtensionPoint;
import java.util.SortedMap;
import org.kohsuke.stapler.export.Exported;

@SuppressWarnings("unchecked") // the raw getParent
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    private int lastNumber;

    @SuppressWarnings("rawtypes")
    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    public abstract boolean isBuildable();

    protected abstract SortedMap<Integer, ? extends RunT> _getRuns();

    protected abstract void removeRun(RunT run);

    public RunT getBuildByNumber(int n) {
        return _getRuns().get(n);
    }

    @Exported
    public int getNextBuildNumber() {
        return lastNumber + 1;
    }

    @Exported
    public RunT getLastBuild() {
        return newestBefore(Integer.MAX_VALUE);
    }

    @Exported
    public RunT getLastSuccessfulBuild() {
        RunT build = getLastBuild();
        while (build != null
                && (build.isBuilding() || Result.combine(build.getResult(), Result.UNSTABLE) != Result.UNSTABLE)) {
            build = build.getPreviousBuild();
        }
        return build;
    }

    RunT newestBefore(int number) {
        return _getRuns().keySet().stream()
                .filter(n -> n < number)
                .max(Integer::compare)
                .map(this::getBuildByNumber)
                .orElse(null);
    }

    synchronized int nextNumber() {
        return ++lastNumber;
    }
}
