package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.text.HttpUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Where a restic repository is: storage in a network, and no login inside. Made by {@link #parse}.
 *
 * @param backend the storage
 * @param value   the location as restic takes it in {@code RESTIC_REPOSITORY}
 */
public record RepositoryUrl(
        @NonNull Backend backend, @NonNull String value) {

    private static final int SHOWN = 300;

    /**
     * Reads a location that a user wrote.
     *
     * @throws IllegalArgumentException if it has {@linkplain #problems problems}; the message is for the user and holds no part of a login
     */
    @NonNull
    public static RepositoryUrl parse(@CheckForNull String text) {
        List<String> problems = problems(text);
        if (text == null || !problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
        String value = text.strip();
        return new RepositoryUrl(RepositoryLocation.backendOf(value).orElseThrow(), value);
    }

    /** What is wrong with a location that a user wrote, as sentences; empty if nothing is. They hold no part of a login. */
    @NonNull
    public static List<String> problems(@CheckForNull String text) {
        return RepositoryLocation.problems(text == null ? "" : text.strip());
    }

    /** Whether the storage is reached without TLS. */
    public boolean isPlainHttp() {
        return value.regionMatches(true, backend.scheme().length() + 1, "http://", 0, "http://".length());
    }

    /** For consoles and pages. */
    @NonNull
    public String display() {
        return Printable.text(value, SHOWN);
    }

    /**
     * The same for all the ways to write one location, so that runs on one repository queue up. Containers of the same name in two clouds share a
     * key (Swift, Azure: the account is not in the location), which costs waiting and nothing else.
     */
    @NonNull
    public String key() {
        String rest = value.substring(backend.scheme().length() + 1);
        String key =
                switch (backend) {
                    case S3 -> HttpUrl.normalised(RepositoryLocation.s3AsHttp(rest));
                    case REST -> HttpUrl.normalised(rest);
                    case SWIFT, AZURE, GS, B2 -> rest.replaceFirst(":/*", ":");
                };
        return backend.scheme() + ":" + key.replaceAll("/+$", "");
    }

    /**
     * The location with a login inside, for {@code RESTIC_REPOSITORY} in a Secret and nowhere else: the only way to log in at a REST server that every
     * supported version understands. restic's own output masks the password.
     */
    @NonNull
    String withLogin(@NonNull String username, @NonNull String password) {
        if (backend != Backend.REST) {
            throw new IllegalStateException("Only a REST server's location takes a login, not " + backend.scheme());
        }
        return value.replaceFirst(
                "//", Matcher.quoteReplacement("//" + encoded(username) + ":" + encoded(password) + "@"));
    }

    static String encoded(String text) {
        // A form's encoding but for the blank, which would stay a plus in a URL's login
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
