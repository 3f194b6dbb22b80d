package io.jenkins.plugins.cinderbackup.model;

import java.util.List;

/**
 * The project's limits of block storage and what is used of them.
 *
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/#limits-limits">Block Storage API, limits</a>
 */
public record StorageQuota(Limit volumes, Limit snapshots, Limit gigabytes) {

    /** The same with these snapshots as good as gone; a cloud may not count their gigabytes. */
    public StorageQuota expecting(List<Snapshot> leaving) {
        return new StorageQuota(
                volumes,
                snapshots.expecting(leaving.size()),
                gigabytes.expecting(
                        leaving.stream().mapToLong(Snapshot::sizeGiB).sum()));
    }

    /**
     * One limit.
     *
     * @param max the limit; −1 is unlimited
     * @param used what is used of it
     * @param leaving what of it is about to be free again
     */
    public record Limit(long max, long used, long leaving) {
        /** Nothing is about to be free. */
        public Limit(long max, long used) {
            this(max, used, 0);
        }

        Limit expecting(long more) {
            return new Limit(max, used, more);
        }

        /** Whether this many more fit. */
        public boolean hasRoomFor(long more) {
            return max < 0 || used - leaving + more <= max;
        }
    }
}
