package io.jenkins.plugins.cinderbackup.restic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of restic's repository locations: restic's documentation, "Preparing a new repository", and {@code ParseConfig} of each backend. */
final class RepositoryLocation {
    private static final int MAX_LENGTH = 2048;
    private static final Pattern HTTP = Pattern.compile("(?i:(?<protocol>https?)://)(?<host>[^/]+)(?<path>/.*)?");
    private static final Pattern HOST = Pattern.compile("([^\\s:\\[\\]]+|\\[[0-9a-fA-F:.]+])(:(?<port>\\d{1,5}))?");
    private static final Pattern CONTAINER = Pattern.compile("[^/:]+:/.*");
    private static final Pattern B2_BUCKET = Pattern.compile("[A-Za-z0-9-]+(:.*)?");
    private static final String ACCEPTED = "Use an s3:, swift:, rest:, azure:, gs: or b2: repository.";

    private RepositoryLocation() {}

    static Optional<Backend> backendOf(String location) {
        return Arrays.stream(Backend.values())
                .filter(backend -> location.startsWith(backend.scheme() + ":"))
                .findFirst();
    }

    static List<String> problems(String location) {
        if (location.isEmpty()) {
            return List.of("repository.url is empty. " + ACCEPTED);
        }
        if (location.length() > MAX_LENGTH) {
            return List.of(
                    "repository.url has " + location.length() + " characters: at most " + MAX_LENGTH + " make sense.");
        }
        if (location.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            return List.of(
                    "repository.url has a blank or a control character inside. Write it in one piece, %20 for a blank.");
        }
        Optional<Backend> backend = backendOf(location);
        return backend.isPresent()
                ? problemsOf(
                        backend.get(), location.substring(backend.get().scheme().length() + 1))
                : List.of(refusal(location));
    }

    private static String refusal(String location) {
        String scheme = location.contains(":") ? location.substring(0, location.indexOf(':')) : "";
        return switch (scheme) {
            case "sftp", "rclone" ->
                "repository.url begins with " + scheme
                        + ":, which is not supported: it needs a program and keys besides restic. " + ACCEPTED;
            case "http", "https" ->
                "repository.url begins with " + scheme + "://: restic needs the kind of storage in front, such as rest:"
                        + scheme + ":// or s3:" + scheme + "://.";
            case "", "local", "file" -> "repository.url is a local path, which would be gone with the pod. " + ACCEPTED;
            default ->
                location.matches("[./~\\\\].*|[A-Za-z]:[/\\\\].*")
                        ? "repository.url is a local path, which would be gone with the pod. " + ACCEPTED
                        : "repository.url does not begin with a kind of storage that is known. " + ACCEPTED;
        };
    }

    private static List<String> problemsOf(Backend backend, String rest) {
        return switch (backend) {
            case REST -> problemsOfHttp(rest, false, "rest:https://host:8000/path");
            // restic's own rule: without http it is host/bucket
            case S3 -> problemsOfHttp(s3AsHttp(rest), true, "s3:https://host/bucket/path");
            case SWIFT, AZURE, GS -> matches(CONTAINER, rest, backend.scheme() + ":container:/path");
            case B2 -> matches(B2_BUCKET, rest, "b2:bucket:path");
        };
    }

    static String s3AsHttp(String rest) {
        if (HTTP.matcher(rest).matches()) {
            return rest;
        }
        return "https://" + (rest.startsWith("//") ? rest.substring(2) : rest);
    }

    private static List<String> matches(Pattern form, String rest, String example) {
        return form.matcher(rest).matches() ? List.of() : List.of("repository.url is not of the form " + example + ".");
    }

    private static List<String> problemsOfHttp(String url, boolean bucket, String example) {
        // Anywhere, not only in front of the host: a password with a slash in it would otherwise pass as a path
        if (url.contains("@")) {
            return List.of(
                    "repository.url has an @: a user or password does not belong there, since it would be shown. "
                            + "Put the login into repository.credentialsId; an @ in a path is written %40.");
        }
        if (url.contains("?") || url.contains("#")) {
            return List.of("repository.url has a ? or #, which a repository's location cannot have.");
        }
        Matcher http = HTTP.matcher(url);
        if (!http.matches()
                || !isHost(http.group("host"))
                || bucket && bucketOf(http).isEmpty()) {
            return List.of("repository.url is not of the form " + example + ".");
        }
        return List.of();
    }

    private static String bucketOf(Matcher http) {
        String path = http.group("path") == null ? "" : http.group("path").substring(1);
        return path.split("/", 2)[0];
    }

    private static boolean isHost(String text) {
        Matcher host = HOST.matcher(text);
        return host.matches() && (host.group("port") == null || Integer.parseInt(host.group("port")) <= 65535);
    }
}
