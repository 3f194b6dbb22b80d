package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One of Cinder's own backups that a run of this controller has made. It is there until a run removes it; what somebody else removes, nobody tells the catalog.
 *
 * @param id          Cinder's id
 * @param time        as of when its data is
 * @param volumeName  the volume's name at that time, or null
 * @param sizeGiB     the volume's size at that time, in GiB
 * @param incremental whether it builds on another one
 * @param container   where it is, as the driver calls that, or empty
 * @param run         the run that has made it
 * @param job         the full name of its job
 * @param build       the number of its build
 */
public record CinderBackup(
        @NonNull String id,
        @NonNull String name,
        @NonNull Instant time,
        @CheckForNull String volumeName,
        long sizeGiB,
        boolean incremental,
        @NonNull String container,
        @NonNull String run,
        @NonNull String job,
        @NonNull String build)
        implements BackupEntry {
    /** @throws NullPointerException if one is missing that must be there, as in a torn file */
    public CinderBackup {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(build, "build");
    }

    /** {@inheritDoc} */
    @NonNull
    @Override
    public BackupType type() {
        return BackupType.CINDER;
    }

    /** Only one that Cinder has called available is here. */
    @NonNull
    @Override
    public BackupWorth worth() {
        return BackupWorth.SOUND;
    }

    static long bytes(long sizeGiB) {
        return sizeGiB << 30;
    }

    /** Of the volume: how much of it Cinder has copied, it does not say. */
    @NonNull
    @Override
    public Long bytes() {
        return bytes(sizeGiB);
    }

    /** {@inheritDoc} */
    @CheckForNull
    @Override
    public Long files() {
        return null;
    }

    /** {@inheritDoc} */
    @CheckForNull
    @Override
    public String cinderSnapshot() {
        return null;
    }

    /** {@inheritDoc} */
    @CheckForNull
    @Override
    public String checksum() {
        return null;
    }

    /** {@inheritDoc} */
    @NonNull
    @Override
    public String remark() {
        return incremental ? "increment" : "full";
    }

    /** {@inheritDoc} */
    @Override
    public boolean isCalled(@NonNull String someId) {
        return id.equals(someId);
    }

    /** {@inheritDoc} */
    @NonNull
    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("cinderBackupId", id);
        details.put("name", name);
        details.put("volume", volumeName);
        details.put("sizeGiB", sizeGiB);
        details.put("incremental", incremental);
        details.put("container", container.isEmpty() ? null : container);
        details.put("run", run);
        return details;
    }
}
