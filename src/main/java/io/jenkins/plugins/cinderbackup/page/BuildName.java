package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * The build of a run on a page that is not the build's own, as far as whoever looks at it may see the job. Of a job that is not there any more only an
 * administrator is told the name: nobody can say who else might see it.
 *
 * @param visible whether the name of the job, and what was said of the run, may be shown
 * @param text what the page calls the build
 * @param url where the build is, below the root of Jenkins, or null
 */
public record BuildName(
        boolean visible, @NonNull String text, @CheckForNull String url) {
    /** Nobody knows which. */
    public static final BuildName UNKNOWN = new BuildName(true, "Unknown", null);

    private static final int MAX_NAME = 200;

    /** Of a build of whichever Jenkins. */
    @NonNull
    public static BuildName of(@NonNull Origin origin) {
        return isOurs(origin)
                ? here(origin.job(), origin.build())
                : new BuildName(true, text(origin.job(), origin.build()), null);
    }

    /** Whether it is a build of this Jenkins. A copy of this one counts as this one. */
    public static boolean isOurs(@NonNull Origin origin) {
        return origin.jenkins().equals(Jenkins.get().getLegacyInstanceId());
    }

    /** One of this Jenkins. */
    @NonNull
    public static BuildName here(@NonNull String job, @NonNull String build) {
        Item item = asViewer(job);
        if (item == null && !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return new BuildName(false, "A build that you may not see", null);
        }
        boolean number = build.matches("\\d{1,9}");
        return new BuildName(true, text(job, build), item == null || !number ? null : item.getUrl() + build + "/");
    }

    private static String text(String job, String build) {
        return Printable.text(job + " #" + build, MAX_NAME);
    }

    @CheckForNull
    private static Item asViewer(String job) {
        try {
            return Jenkins.get().getItemByFullName(job);
        } catch (AccessDeniedException e) {
            // He may know that there is such a job, and no more
            return null;
        }
    }
}
