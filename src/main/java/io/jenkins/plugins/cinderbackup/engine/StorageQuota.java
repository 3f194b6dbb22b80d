package io.jenkins.plugins.cinderbackup.engine;

/**
 * The project's limits of block storage and what is used of them.
 *
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/#limits-limits">Block Storage API, limits</a>
 */
public record StorageQuota(Limit volumes, Limit snapshots, Limit gigabytes) {

    /**
     * One limit.
     *
     * @param max the limit; −1 is unlimited
     * @param used what is used of it
     */
    public record Limit(long max, long used) {
        /** Whether this many more fit. */
        public boolean hasRoomFor(long more) {
            return max < 0 || used + more <= max;
        }
    }
}
