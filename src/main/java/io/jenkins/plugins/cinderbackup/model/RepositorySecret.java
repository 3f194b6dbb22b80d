package io.jenkins.plugins.cinderbackup.model;

/** The run's Secret: the repository's URL, password, keys and CA, which only the adapter sees. */
public record RepositorySecret(String namespace, String name, Ownership tags) implements ClusterObject {
    @Override
    public ResourceKind kind() {
        return ResourceKind.SECRET;
    }
}
