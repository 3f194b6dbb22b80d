package io.jenkins.plugins.cinderbackup.openstack.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.api.types.Facing;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.model.identity.URLResolverParams;
import org.openstack4j.model.identity.v3.Endpoint;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.model.identity.v3.Token;

/**
 * Finds a service's URL in the token's catalog. openstack4j's own resolver does not know the type {@code block-storage}, keeps every
 * answer for ever, and calls Keystone instead of a service that is not there.
 *
 * @see <a href="https://service-types.openstack.org/">Service types authority</a>
 */
public final class CatalogResolver implements EndpointURLResolver {
    /** The official name first, then the one that most catalogs have. */
    private static final List<String> BLOCK_STORAGE = List.of("block-storage", "volumev3");

    @Override
    public String findURLV2(URLResolverParams params) {
        throw new UnsupportedOperationException("Identity API v2 is gone since 2017.");
    }

    @Override
    public String findURLV3(URLResolverParams params) {
        if (params.type != ServiceType.BLOCK_STORAGE) {
            return params.token.getEndpoint();
        }
        Facing facing = params.perspective == null ? Facing.PUBLIC : params.perspective;
        return endpoint(params.token, facing, params.region).getUrl().toString().replaceFirst("/+$", "");
    }

    /**
     * The endpoint of block storage.
     *
     * @param wanted the region; null for the only one
     * @throws PermanentException if there is none, or the region is not clear
     */
    public static Endpoint endpoint(Token token, Facing facing, @CheckForNull String wanted) {
        List<? extends Endpoint> endpoints = blockStorage(token)
                .flatMap(service -> service.getEndpoints().stream())
                .filter(endpoint -> endpoint.getIface() == facing && endpoint.getUrl() != null)
                .toList();
        TreeSet<String> regions =
                endpoints.stream().map(CatalogResolver::region).collect(Collectors.toCollection(TreeSet::new));
        if (regions.isEmpty()) {
            throw PermanentException.of(
                    "The cloud's catalog has no " + facing.name().toLowerCase(Locale.ROOT)
                            + " endpoint of block storage (looked for the types " + String.join(", ", BLOCK_STORAGE)
                            + "; the catalog has " + types(token) + ")",
                    "check that Cinder is offered to this project",
                    "check 'endpointInterface'");
        }
        if (wanted == null && regions.size() > 1) {
            throw PermanentException.of(
                    "The cloud has several regions and none was chosen",
                    "set 'regionName' to one of: " + String.join(", ", regions));
        }
        return endpoints.stream()
                .filter(endpoint -> wanted == null || region(endpoint).equals(wanted))
                .findFirst()
                .orElseThrow(() -> PermanentException.of(
                        "The cloud has no region '" + wanted + "' with block storage",
                        "set 'regionName' to one of: " + String.join(", ", regions)));
    }

    /** Keystone also names a service that has no endpoint, as where a region has not got the new type yet: there it is found by the other. */
    private static Stream<? extends Service> blockStorage(Token token) {
        return BLOCK_STORAGE.stream()
                .flatMap(type -> catalog(token).stream().filter(service -> type.equals(service.getType())));
    }

    private static List<? extends Service> catalog(Token token) {
        return token.getCatalog() == null ? List.of() : token.getCatalog();
    }

    private static String types(Token token) {
        String types = catalog(token).stream()
                .map(Service::getType)
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        return types.isEmpty() ? "nothing" : types;
    }

    /** Its name, or its id where it has none. */
    public static String region(Endpoint endpoint) {
        String region = endpoint.getRegion() == null ? endpoint.getRegionId() : endpoint.getRegion();
        return region == null ? "" : region;
    }
}
