package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one table of what restic's texts mean, for what its exit codes do not say: before 0.17 nearly everything, later still the causes within
 * exit 1. The texts are those of restic 0.14, 0.18 and 0.19, of the client libraries that they use, and the error codes of the storages.
 */
final class FailureText {
    private record Row(ResticVerdict verdict, Pattern pattern) {}

    // The first that matches counts. The repository's own states come before causes, since their texts quote hosts and paths.
    private static final List<Row> TABLE = List.of(
            row(ResticVerdict.LOCKED, "repository is already locked"),
            row(ResticVerdict.WRONG_PASSWORD, "wrong password or no key found"),
            row(ResticVerdict.CONFIG_DAMAGED, "config or key \\S+ is damaged"),
            row(ResticVerdict.REPOSITORY_EXISTS, "config file already exists|config already initialized|repository already contains (keys|snapshots)"),
            row(ResticVerdict.ALL_PATHS_MISSING, "all (target|source) directories/files do not exist"),
            row(
                    ResticVerdict.OUT_OF_SPACE,
                    "no space left on device|disk quota exceeded|Insufficient Storage|\\(507\\)|QuotaExceeded|XMinioStorageFull"
                            + "|Request Entity Too Large|storage_cap_exceeded"),
            row(
                    ResticVerdict.ACCESS_DENIED,
                    "Access ?Denied|403 Forbidden|\\(403\\)|401 Unauthorized|\\(401\\)|InvalidAccessKeyId|SignatureDoesNotMatch"
                            + "|Access Key Id you provided does not exist|signature we calculated does not match|AuthenticationFailed"
                            + "|AuthorizationFailure|invalid_grant|Authorization Failed|bad_auth_token|unauthorized"),
            row(
                    ResticVerdict.UNREACHABLE,
                    "connection refused|connection reset by peer|no such host|no route to host|network is unreachable|i/o timeout"
                            + "|TLS handshake timeout|deadline exceeded|server misbehaving|x509:|tls: |unexpected EOF|: EOF$|broken pipe"
                            + "|server gave HTTP response to HTTPS client|malformed HTTP response|50[0234] [A-Z][a-z]+ |\\(50[0234]\\)"),
            // Swift says "not found" of a wrong auth URL too, which must not pass for a missing repository
            row(ResticVerdict.ACCESS_DENIED, "conn\\.Authenticate"),
            // Before 0.17 the same sentence opens every failure to read the config; only the storage's "not there" means that there is none
            row(
                    ResticVerdict.NO_REPOSITORY,
                    "repository does not exist|unable to open (config file|repository at ).*(does not exist|doesn't exist|not found|NotFound"
                            + "|no such file or directory|\\(404\\)|\\b404\\b)"));

    private static final Pattern RETRIED = Pattern.compile("returned error, retrying after|will retry");

    private FailureText() {}

    /** What a text means that restic ended with; empty for one that says nothing known. */
    @NonNull
    static Optional<ResticVerdict> verdictOf(@NonNull String text) {
        return TABLE.stream().filter(row -> row.pattern().matcher(text).find()).map(Row::verdict).findFirst();
    }

    /** Whether restic says that it goes on trying: a cause only if nothing better follows. */
    static boolean isRetried(@NonNull String text) {
        return RETRIED.matcher(text).find();
    }

    private static Row row(ResticVerdict verdict, String pattern) {
        return new Row(verdict, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }
}
