package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean(defaultVisibility = 3)
public abstract class ParameterValue implements Serializable {
    protected final String name;
    private final String description;

    protected ParameterValue(String name, String description) {
        this.name = name;
        this.description = description;
    }

    public String getDescription() {
        return description;
    }

    @Exported
    public final String getName() {
        return name;
    }

    @CheckForNull
    public Object getValue() {
        return null;
    }
}
