package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one table of what restic's texts mean, for what its exit codes do not say: before 0.17 nearly everything, later still the causes within
 * exit 1. The texts are those of restic 0.14, 0.18 and 0.19, of the client libraries that they use, and the error codes of the storages.
 */
final class FailureText {
    private record Row(ResticVerdict verdict, Pattern pattern) {}

    // The first that matches counts. The repository's own states come before causes, since their texts quote hosts and
    // paths.
    private static final List<Row> TABLE = List.of(
            row(ResticVerdict.DAMAGED, "repository contains errors"),
            row(ResticVerdict.UNKNOWN_OPTION, "unknown flag: --"),
            row(ResticVerdict.NO_SNAPSHOT, "no matching ID found|failed to find snapshot"),
            row(ResticVerdict.LOCKED, "repository is already locked"),
            row(ResticVerdict.WRONG_PASSWORD, "wrong password or no key found"),
            row(ResticVerdict.CONFIG_DAMAGED, "config or key \\S+ is damaged"),
            row(
                    ResticVerdict.REPOSITORY_EXISTS,
                    "config file already exists|config already initialized|repository already contains (keys|snapshots)"),
            row(ResticVerdict.ALL_PATHS_MISSING, "all (target|source) directories/files do not exist"),
            row(
                    ResticVerdict.OUT_OF_SPACE,
                    "no space left on device|disk quota exceeded|Insufficient Storage|\\(507\\)|QuotaExceeded|XMinioStorageFull"
                            + "|Request Entity Too Large|storage_cap_exceeded"),
            row(
                    ResticVerdict.ACCESS_DENIED,
                    "Access ?Denied|403 Forbidden|\\(403\\)|401 Unauthorized|\\(401\\)|InvalidAccessKeyId|SignatureDoesNotMatch"
                            + "|Access Key Id you provided does not exist|signature we calculated does not match|AuthenticationFailed"
                            + "|AuthorizationFailure|invalid_grant|Authorization Failed|bad_auth_token|unauthorized"
                            + "|difference between the request time and the server's time|authorization header is malformed"
                            + "|must be addressed using the specified endpoint"),
            row(
                    ResticVerdict.UNREACHABLE,
                    "connection refused|connection reset by peer|no such host|no route to host|network is unreachable|i/o timeout"
                            + "|TLS handshake timeout|deadline exceeded|server misbehaving|x509:|tls: |unexpected EOF|: EOF$|broken pipe"
                            + "|server gave HTTP response to HTTPS client|malformed HTTP response|50[0234] [A-Z][a-z]+ |\\(50[0234]\\)"),
            // Swift says "not found" of a wrong auth URL too, which must not pass for a missing repository
            row(ResticVerdict.ACCESS_DENIED, "conn\\.Authenticate"),
            // Before 0.17 the same sentence opens every failure to read the config; only the storage's "not there"
            // means that there is none
            row(
                    ResticVerdict.NO_REPOSITORY,
                    "repository does not exist|unable to open (config file|repository at ).*(does not exist|doesn't exist|not found|NotFound"
                            + "|no such file or directory|\\(404\\)|\\b404\\b)"
                            // 0.18 and later try again where the whole bucket is missing, and end with 1
                            + "|specified (bucket|container) does not exist|NoSuchBucket|ContainerNotFound"));

    private static final Set<ResticVerdict> LASTING = EnumSet.of(
            ResticVerdict.ACCESS_DENIED,
            ResticVerdict.NO_REPOSITORY,
            ResticVerdict.WRONG_PASSWORD,
            ResticVerdict.CONFIG_DAMAGED);
    private static final Pattern DISTRUSTED = Pattern.compile("x509:|server gave HTTP response to HTTPS client");
    /** Who cannot even write a lock cannot free space either, and who only reads can do without one. */
    private static final Pattern LOCK = Pattern.compile("Save\\(<lock/");

    private static final Pattern UNKNOWN_HOST = Pattern.compile("no such host");
    /** A name server that was restarted answers again by then, and a service that was just made has its name. */
    private static final Duration NAMES_APPEAR_WITHIN = Duration.ofMinutes(2);

    private FailureText() {}

    /** What a text means that restic ended with; empty for one that says nothing known. */
    @NonNull
    static Optional<ResticVerdict> verdictOf(@NonNull String text) {
        return TABLE.stream()
                .filter(row -> row.pattern().matcher(text).find())
                .map(Row::verdict)
                .findFirst();
    }

    /** How long the trouble that a text tells of may still pass by waiting; empty for trouble of which nobody knows, such as a server that is away. */
    @NonNull
    static Optional<Duration> patience(@NonNull String text) {
        if (UNKNOWN_HOST.matcher(text).find()) {
            return Optional.of(NAMES_APPEAR_WITHIN);
        }
        Optional<ResticVerdict> verdict = verdictOf(text);
        boolean lasting = DISTRUSTED.matcher(text).find()
                || verdict.filter(LASTING::contains).isPresent()
                || verdict.filter(ResticVerdict.OUT_OF_SPACE::equals).isPresent()
                        && LOCK.matcher(text).find();
        return lasting ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    private static Row row(ResticVerdict verdict, String pattern) {
        return new Row(verdict, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }
}
