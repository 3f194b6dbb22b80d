package io.jenkins.plugins.cinderbackup.openstack.keystone;

import org.openstack4j.model.common.Identifier;

/** A project or domain, by its name or by its id. */
public record KeystoneRef(boolean isId, String value) {
    /** By name; names of projects are unique within their domain. */
    public static KeystoneRef name(String name) {
        return new KeystoneRef(false, name);
    }

    /** By id. */
    public static KeystoneRef id(String id) {
        return new KeystoneRef(true, id);
    }

    Identifier identifier() {
        return isId ? Identifier.byId(value) : Identifier.byName(value);
    }

    /** As it reads in a message. */
    @Override
    public String toString() {
        return (isId ? "with id " : "") + "'" + value + "'";
    }
}
