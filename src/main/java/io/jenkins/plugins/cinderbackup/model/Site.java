package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * By what the cloud or the cluster of a run is recognised. Its address may be corrected while the run goes on; but where it comes to lead to another one, nothing
 * of the run is there, and all of it would count as removed.
 *
 * @param id what no other has, as a user reads it, such as {@code project 4cc8… in region RegionOne}; null if it cannot be read
 * @param address where it was reached
 */
public record Site(@CheckForNull String id, String address) {
    /** Whether it is the same: by what no other has, and where that is not known, by the address. */
    public boolean isSameAs(Site other) {
        return id != null && other.id != null ? id.equals(other.id) : address.equals(other.address);
    }

    /** As a user reads it. */
    public String describe() {
        return (id == null ? "" : id + " ") + "at " + address;
    }
}
