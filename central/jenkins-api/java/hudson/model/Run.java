package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.ExtensionPoint;
import java.io.File;
import java.io.IOException;
import java.util.Date;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.access.AccessDeniedException;

@ExportedBean
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, PersistenceRoot {
    protected final transient @NonNull JobT project;
    public transient int number;
    protected long timestamp;
    protected volatile Result result;

    protected Run(@NonNull JobT job) throws IOException {
        this.project = job;
        this.number = job.nextNumber();
        this.timestamp = System.currentTimeMillis();
    }

    @Override
    public void addAction(@NonNull Action a) {
        super.addAction(a);
        if (a instanceof RunAction2 attached) {
            attached.onAttached(this);
        }
    }

    @Override
    public int compareTo(@NonNull RunT that) {
        return Integer.compare(number, that.number);
    }

    @Exported
    @CheckForNull
    public Result getResult() {
        return result;
    }

    /** A result can only get worse. */
    public void setResult(@NonNull Result r) {
        if (!isBuilding()) {
            throw new IllegalStateException("cannot change the result of " + this + ", which does not run");
        }
        result = Result.combine(result, r);
    }

    @Exported
    public boolean isBuilding() {
        return true;
    }

    @NonNull
    public JobT getParent() {
        return project;
    }

    @CheckForNull
    public RunT getPreviousBuild() {
        return project.newestBefore(number);
    }

    @Exported(visibility = 2)
    public int getNumber() {
        return number;
    }

    @Exported
    @NonNull
    public String getId() {
        return Integer.toString(number);
    }

    @NonNull
    public final Date getTime() {
        return new Date(timestamp);
    }

    public final long getTimeInMillis() {
        return timestamp;
    }

    @NonNull
    public String getUrl() {
        return project.getUrl() + number + '/';
    }

    @Exported
    public String getFullDisplayName() {
        return project.getFullDisplayName() + ' ' + getDisplayName();
    }

    @Override
    @Exported
    public String getDisplayName() {
        return "#" + number;
    }

    @NonNull
    @Override
    public File getRootDir() {
        return new File(new File(project.getRootDir(), "builds"), Integer.toString(number));
    }

    @NonNull
    public EnvVars getEnvironment(@NonNull TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars("JOB_NAME", project.getFullName(), "BUILD_NUMBER", Integer.toString(number));
    }

    @NonNull
    public String getExternalizableId() {
        return project.getFullName() + '#' + number;
    }

    @CheckForNull
    public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException, AccessDeniedException {
        int hash = id.lastIndexOf('#');
        if (hash <= 0) {
            throw new IllegalArgumentException("not JOB#NUMBER: " + id);
        }
        int number = Integer.parseInt(id.substring(hash + 1));
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        Job<?, ?> job = jenkins == null ? null : jenkins.getItemByFullName(id.substring(0, hash), Job.class);
        return job == null ? null : job.getBuildByNumber(number);
    }

    @Override
    public synchronized void save() throws IOException {}

    @Override
    public String toString() {
        return project.getFullName() + " #" + number;
    }
}
