package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What restic needs to reach and open a repository, all of it for the run's Secret: environment variables and files. {@link #toString()} has names only.
 *
 * @param variables environment, {@code RESTIC_REPOSITORY} and {@code RESTIC_PASSWORD} among them
 * @param files     contents by file name, to be mounted at {@link #FILES}
 * @param secrets   the values to mask
 */
public record RepositoryEnvironment(
        @NonNull Map<String, String> variables,
        @NonNull Map<String, String> files,
        @NonNull Set<String> secrets) {

    private static final String REPOSITORY = "RESTIC_REPOSITORY";
    private static final String PASSWORD = "RESTIC_PASSWORD";

    /** Where the Secret's files are mounted. */
    public static final String FILES = "/run/secrets/cinder-backup";

    /** File name of the repository's private CA, in PEM. */
    public static final String CA_CERTIFICATE = "ca.pem";

    /** File name of a storage's key file. */
    public static final String KEY_FILE = "storage-key.json";

    /** Where restic may write its cache; an empty folder of the pod, for the root file system is read-only. */
    public static final String CACHE = "/cache";

    /**
     * For every invocation, and no secret: without the first, restic prints ten progress lines a second; by the last it takes the time of a backup, which
     * {@code --time} gives it without a zone.
     */
    public static final Map<String, String> COMMON =
            Map.of("RESTIC_PROGRESS_FPS", "0.1", "RESTIC_CACHE_DIR", CACHE, "TZ", "UTC");

    /** Keeps the order. */
    public RepositoryEnvironment {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        files = Map.copyOf(files);
        secrets = Collections.unmodifiableSet(new TreeSet<>(secrets));
    }

    /** The variables that there may be for a repository. The first, which says where it is, there always is. */
    @NonNull
    public static List<String> names(@NonNull RepositoryUrl url) {
        return Stream.concat(Stream.of(REPOSITORY, PASSWORD), url.backend().names().stream())
                .toList();
    }

    /** A repository whose storage asks for no login. */
    @NonNull
    public static RepositoryEnvironment of(@NonNull RepositoryUrl url, @NonNull String password) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(REPOSITORY, url.value());
        variables.put(PASSWORD, usable(password, "The repository's password"));
        return new RepositoryEnvironment(variables, Map.of(), Set.of(password));
    }

    /**
     * With the storage's login from a Username with password credential.
     *
     * @throws IllegalArgumentException with a message for the user if the storage needs more than that, or a value is unusable
     */
    @NonNull
    public RepositoryEnvironment withLogin(
            @NonNull RepositoryUrl url, @NonNull String username, @NonNull String secret) {
        usable(username, "The user name of repository.credentialsId");
        usable(secret, "The password of repository.credentialsId");
        if (url.backend() == Backend.REST) {
            Map<String, String> login = Map.of(REPOSITORY, url.withLogin(username, secret));
            return with(login, Map.of(), List.of(secret, RepositoryUrl.encoded(secret)));
        }
        Backend.LoginNames names = url.backend()
                .loginNames()
                .orElseThrow(() -> new IllegalArgumentException(
                        "repository.credentialsId is a user name with password, which is not enough for "
                                + url.backend().scheme() + ": use a Secret file with " + wanted(url.backend()) + "."));
        return with(Map.of(names.username(), username, names.password(), secret), Map.of(), List.of(secret));
    }

    /**
     * With the storage's keys from a Secret file: {@code NAME=value} lines, or for Google Cloud Storage the JSON key file itself.
     *
     * @throws IllegalArgumentException with a message for the user, without any value, if the file does not make a complete credential
     */
    @NonNull
    public RepositoryEnvironment withFile(@NonNull RepositoryUrl url, @NonNull String content) {
        Backend backend = url.backend();
        if (backend == Backend.REST) {
            throw new IllegalArgumentException(
                    "repository.credentialsId is a Secret file: a rest: repository needs a user name with password.");
        }
        Optional<String> keyFileName = backend.keyFileName();
        if (keyFileName.isPresent() && content.stripLeading().startsWith("{")) {
            return with(Map.of(keyFileName.get(), FILES + "/" + KEY_FILE), Map.of(KEY_FILE, content), List.of());
        }
        EnvFile file = EnvFile.read(content, backend);
        if (!file.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", file.problems()));
        }
        keyFileName.filter(file.values()::containsKey).ifPresent(name -> {
            throw new IllegalArgumentException("The Secret file of repository.credentialsId sets " + name
                    + ", a path on another machine: make the JSON key file itself the Secret file.");
        });
        if (backend.sufficientNames().stream()
                .noneMatch(names -> names.stream()
                        .noneMatch(n -> file.values().getOrDefault(n, "").isEmpty()))) {
            throw new IllegalArgumentException(
                    "The Secret file of repository.credentialsId is incomplete for " + backend.scheme() + ": it needs "
                            + wanted(backend) + " and has " + file.values().keySet() + ".");
        }
        Set<String> masked = new TreeSet<>();
        file.values().forEach((name, value) -> {
            if (backend.isSecret(name) && !value.isEmpty()) {
                masked.add(value);
            }
        });
        return with(file.values(), Map.of(), masked);
    }

    private RepositoryEnvironment with(
            Map<String, String> more, Map<String, String> moreFiles, Collection<String> moreSecrets) {
        Map<String, String> allVariables = new LinkedHashMap<>(variables);
        allVariables.putAll(more);
        Map<String, String> allFiles = new LinkedHashMap<>(files);
        allFiles.putAll(moreFiles);
        Set<String> allSecrets = new TreeSet<>(secrets);
        allSecrets.addAll(moreSecrets);
        return new RepositoryEnvironment(allVariables, allFiles, allSecrets);
    }

    private static String wanted(Backend backend) {
        return String.join(
                " or ",
                backend.sufficientNames().stream()
                        .map(names -> String.join(" and ", names))
                        .toList());
    }

    private static String usable(String value, String what) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty.");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + " has a NUL character, which an environment variable cannot hold.");
        }
        return value;
    }

    /** Names only. */
    @Override
    public String toString() {
        return "RepositoryEnvironment" + variables.keySet() + ", files " + files.keySet();
    }
}
