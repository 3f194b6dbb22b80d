package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request's path: {@code /api/v1/namespaces/NS/RESOURCE/NAME/SUBRESOURCE} and its likes. */
record ApiPath(String group, String resource, String namespace, String name, String subresource) {
    private static final Pattern FORM = Pattern.compile(
            "/(?:api|apis/(?<group>[^/]+))/v1(?:/namespaces/(?<ns>[^/]+)(?=/))?/(?<resource>[^/]+)(?:/(?<name>[^/]+))?(?:/(?<sub>[^/]+))?");

    static ApiPath parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            throw ApiError.notFound("the server could not find the requested resource", path);
        }
        return new ApiPath(
                orEmpty(matcher, "group"),
                orEmpty(matcher, "resource"),
                orEmpty(matcher, "ns"),
                orEmpty(matcher, "name"),
                orEmpty(matcher, "sub"));
    }

    private static String orEmpty(Matcher matcher, String group) {
        return matcher.group(group) == null ? "" : matcher.group(group);
    }

    Key key() {
        return new Key(resource, namespace, name);
    }

    Key key(String otherName) {
        return new Key(resource, namespace, otherName);
    }

    /** As access control names it. */
    String accessName() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    String kind() {
        return switch (resource) {
            case "persistentvolumeclaims" -> "PersistentVolumeClaim";
            case "persistentvolumes" -> "PersistentVolume";
            case "secrets" -> "Secret";
            case "jobs" -> "Job";
            case "networkpolicies" -> "NetworkPolicy";
            case "pods" -> "Pod";
            case "events" -> "Event";
            case "namespaces" -> "Namespace";
            case "storageclasses" -> "StorageClass";
            case "deployments" -> "Deployment";
            case "statefulsets" -> "StatefulSet";
            default -> throw ApiError.notFound("the server could not find the requested resource", resource);
        };
    }

    String apiVersion() {
        return group.isEmpty() ? "v1" : group + "/v1";
    }
}
