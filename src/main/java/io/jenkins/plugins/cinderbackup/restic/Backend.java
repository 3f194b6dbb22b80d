package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The kinds of storage that a repository may be on, each with the environment names by which restic learns its keys.
 *
 * <p>Names: restic's documentation, "Environment Variables", and {@code ApplyEnvironment} of each backend in its source.
 */
public enum Backend {
    /** Amazon S3 and what speaks its protocol. */
    S3(
            "s3",
            Set.of("AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION"),
            Set.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
            new LoginNames("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
            List.of(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))),

    /** OpenStack Object Storage. Its {@code OS_*} names are those of the repository's cloud, never those of the volume's. */
    SWIFT(
            "swift",
            Set.of(
                    "OS_AUTH_URL",
                    "OS_REGION_NAME",
                    "OS_USERNAME",
                    "OS_USER_ID",
                    "OS_USER_DOMAIN_NAME",
                    "OS_USER_DOMAIN_ID",
                    "OS_PROJECT_NAME",
                    "OS_PROJECT_DOMAIN_NAME",
                    "OS_PROJECT_DOMAIN_ID",
                    "OS_TENANT_ID",
                    "OS_TENANT_NAME",
                    "OS_TRUST_ID",
                    "OS_APPLICATION_CREDENTIAL_ID",
                    "OS_APPLICATION_CREDENTIAL_NAME",
                    "OS_STORAGE_URL",
                    "ST_AUTH",
                    "ST_USER",
                    "SWIFT_DEFAULT_CONTAINER_POLICY"),
            Set.of("OS_PASSWORD", "OS_APPLICATION_CREDENTIAL_SECRET", "OS_AUTH_TOKEN", "ST_KEY"),
            null,
            List.of(
                    List.of("OS_AUTH_URL", "OS_PASSWORD"),
                    List.of("OS_AUTH_URL", "OS_APPLICATION_CREDENTIAL_SECRET"),
                    List.of("OS_STORAGE_URL", "OS_AUTH_TOKEN"),
                    List.of("ST_AUTH", "ST_USER", "ST_KEY"))),

    /**
     * restic's REST server. It has no names: its login is written into {@code RESTIC_REPOSITORY}, because {@code RESTIC_REST_USERNAME} and
     * {@code RESTIC_REST_PASSWORD} came with 0.16.1 and are silently ignored before. See {@link RepositoryUrl#withLogin}.
     */
    REST("rest", Set.of(), Set.of(), null, List.of()),

    /** Azure Blob Storage. */
    AZURE(
            "azure",
            Set.of("AZURE_ACCOUNT_NAME", "AZURE_ENDPOINT_SUFFIX"),
            Set.of("AZURE_ACCOUNT_KEY", "AZURE_ACCOUNT_SAS"),
            new LoginNames("AZURE_ACCOUNT_NAME", "AZURE_ACCOUNT_KEY"),
            List.of(
                    List.of("AZURE_ACCOUNT_NAME", "AZURE_ACCOUNT_KEY"),
                    List.of("AZURE_ACCOUNT_NAME", "AZURE_ACCOUNT_SAS"))),

    /** Google Cloud Storage. */
    GS(
            "gs",
            Set.of("GOOGLE_PROJECT_ID"),
            Set.of("GOOGLE_ACCESS_TOKEN", Backend.GOOGLE_KEY_FILE),
            null,
            List.of(List.of("GOOGLE_ACCESS_TOKEN"), List.of(Backend.GOOGLE_KEY_FILE))),

    /** Backblaze B2. */
    B2(
            "b2",
            Set.of("B2_ACCOUNT_ID"),
            Set.of("B2_ACCOUNT_KEY"),
            new LoginNames("B2_ACCOUNT_ID", "B2_ACCOUNT_KEY"),
            List.of(List.of("B2_ACCOUNT_ID", "B2_ACCOUNT_KEY")));

    private static final String GOOGLE_KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";

    private final String scheme;
    private final Set<String> openNames;
    private final Set<String> secretNames;

    @CheckForNull
    private final LoginNames loginNames;

    private final List<List<String>> sufficientNames;

    Backend(
            String scheme,
            Set<String> openNames,
            Set<String> secretNames,
            @CheckForNull LoginNames loginNames,
            List<List<String>> sufficientNames) {
        this.scheme = scheme;
        this.openNames = openNames;
        this.secretNames = secretNames;
        this.loginNames = loginNames;
        this.sufficientNames = sufficientNames;
    }

    /** The word before the first colon of a repository location. */
    @NonNull
    public String scheme() {
        return scheme;
    }

    /** Whether restic reads this name for this storage, and a credential may therefore set it. */
    public boolean knows(@NonNull String name) {
        return openNames.contains(name) || secretNames.contains(name);
    }

    /** All names that restic reads for this storage. */
    @NonNull
    public Set<String> names() {
        Set<String> names = new TreeSet<>(openNames);
        names.addAll(secretNames);
        return names;
    }

    /** Whether the value of this name must be masked. */
    public boolean isSecret(@NonNull String name) {
        return secretNames.contains(name);
    }

    /** The name whose value is the path of a key file, for the storage that has such a file. */
    @NonNull
    public Optional<String> keyFileName() {
        return this == GS ? Optional.of(GOOGLE_KEY_FILE) : Optional.empty();
    }

    /** Which names a Username with password credential fills; empty where two values cannot suffice, and for {@link #REST}. */
    @NonNull
    public Optional<LoginNames> loginNames() {
        return Optional.ofNullable(loginNames);
    }

    /** The combinations of names that make a complete credential; empty for {@link #REST}. */
    @NonNull
    public List<List<String>> sufficientNames() {
        return sufficientNames;
    }

    /** The names that the user name and the password of a credential go to. */
    public record LoginNames(
            @NonNull String username, @NonNull String password) {}
}
