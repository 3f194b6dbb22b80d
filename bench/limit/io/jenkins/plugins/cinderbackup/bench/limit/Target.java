package io.jenkins.plugins.cinderbackup.bench.limit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is backed up, from where to where: what the plugin would have found out, given ready.
 *
 * @param kubernetesCa PEM of the API server's CA, or empty
 * @param repository restic's variables, the repository and all keys
 */
public record Target(
        String authUrl,
        String user,
        String password,
        String project,
        String kubernetes,
        String kubernetesToken,
        String kubernetesCa,
        String namespace,
        String volumeId,
        String driver,
        int sizeGiB,
        String image,
        Map<String, String> repository) {

    /** The same to another repository. */
    public Target to(String url) {
        Map<String, String> other = new LinkedHashMap<>(repository);
        other.put("RESTIC_REPOSITORY", url);
        return new Target(
                authUrl,
                user,
                password,
                project,
                kubernetes,
                kubernetesToken,
                kubernetesCa,
                namespace,
                volumeId,
                driver,
                sizeGiB,
                image,
                other);
    }
}
