package io.jenkins.plugins.cinderbackup.openstack.keystone;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.openstack4j.api.types.Facing;

/** Which of a service's endpoints to use, by the catalog's word {@code interface}. */
public enum EndpointInterface {
    PUBLIC(Facing.PUBLIC),
    INTERNAL(Facing.INTERNAL),
    ADMIN(Facing.ADMIN);

    private final Facing facing;

    EndpointInterface(Facing facing) {
        this.facing = facing;
    }

    /** By its word in the catalog; {@code publicURL} and the like, the older form in clouds.yaml, are the same. */
    public static Optional<EndpointInterface> named(String word) {
        String wanted = word.toLowerCase(Locale.ROOT).replaceFirst("url$", "");
        return Stream.of(values())
                .filter(value -> value.toString().equals(wanted))
                .findFirst();
    }

    /** The same in the words of openstack4j. */
    public Facing facing() {
        return facing;
    }

    /** The catalog's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
