package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.io.Serializable;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One object that a run has created, and what has become of it: plain values that a build stores. */
@ExportedBean(defaultVisibility = 4)
public final class CreatedObject implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String name;
    private final String id;
    private final String state;
    private final boolean settled;

    CreatedObject(@NonNull TrackedResource resource, @NonNull UnaryOperator<String> masking) {
        kind = resource.kind().label();
        name = masking.apply(resource.title());
        id = resource.id();
        state = switch (resource.state()) {
            case INTENDED -> "not confirmed";
            case CREATED -> words(resource, "held at 0", "replaced", "created");
            case REMOVING -> "being removed";
            case GONE -> words(resource, "let go", "put back", "removed");
            case KEEPING, KEPT -> "kept";
        };
        settled = !resource.isUnsettled();
    }

    private static String words(TrackedResource resource, String scaled, String metadata, String made) {
        if (resource.kind().isScaled()) {
            return scaled;
        }
        return resource.kind() == ResourceKind.VOLUME_METADATA ? metadata : made;
    }

    /** Whether there is, or may be, or has been such an object; one whose creation was refused never was. */
    static boolean hasBeen(@NonNull TrackedResource resource) {
        return resource.state() != TrackedResource.State.GONE || resource.id() != null;
    }

    /** Whether nothing has still to be done about it. */
    boolean isSettled() {
        return settled;
    }

    /** What it is, such as {@code Cinder volume}. */
    @Exported
    public String getKind() {
        return kind;
    }

    /** Its name, with its namespace in Kubernetes. */
    @Exported
    public String getName() {
        return name;
    }

    /** Its Cinder id or its uid in Kubernetes, or null if the creating call was not answered. */
    @Exported
    @CheckForNull
    public String getId() {
        return id;
    }

    /** One of {@code not confirmed}, {@code created}, {@code being removed}, {@code removed}, {@code kept}; of a workload {@code held at 0}, {@code let go}; of metadata {@code replaced}, {@code put back}. */
    @Exported
    public String getState() {
        return state;
    }
}
