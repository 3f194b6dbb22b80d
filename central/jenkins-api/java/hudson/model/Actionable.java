package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Actionable implements ModelObject {
    private final List<Action> actions = new CopyOnWriteArrayList<>();

    @Deprecated
    @NonNull
    public List<Action> getActions() {
        return actions;
    }

    @Exported(name = "actions")
    @NonNull
    public final List<? extends Action> getAllActions() {
        return List.copyOf(actions);
    }

    @NonNull
    public <T extends Action> List<T> getActions(Class<T> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public <T extends Action> T getAction(Class<T> type) {
        return getActions(type).stream().findFirst().orElse(null);
    }

    public void addAction(@NonNull Action a) {
        actions.add(a);
    }

    /** True if anything changed: an equal action is kept, others of its class go. */
    public boolean addOrReplaceAction(@NonNull Action a) {
        boolean replaced = actions.removeIf(old -> old.getClass() == a.getClass() && !old.equals(a));
        boolean added = !actions.contains(a);
        if (added) {
            addAction(a);
        }
        return replaced || added;
    }
}
