package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.credentials.CredentialKind;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Login;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.SecretFile;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Text;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.restic.EnvFile;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a repository's credentials to what goes into the run's Secret. */
public final class RepositoryLogin {
    private final RepositorySettings repository;
    private final RepositoryKeys keys;
    private final CredentialLookup credentials;
    private final Masking masking;
    private volatile Optional<String> note = Optional.empty();

    public RepositoryLogin(
            RepositorySettings repository, RepositoryKeys keys, CredentialLookup credentials, Masking masking) {
        this.repository = repository;
        this.keys = keys;
        this.credentials = credentials;
        this.masking = masking;
    }

    /** @throws PermanentException with all that is wrong */
    @NonNull
    public RepositoryEnvironment environment() {
        RepositoryUrl url = RepositoryUrl.parse(repository.url());
        RepositoryEnvironment environment = repository.secretRef() == null ? ofCredentials(url) : ofUserSecret(url);
        masking.addAll(environment.secrets());
        return withCa(environment);
    }

    /** The user's Secret has password and keys; ours says where the repository is. */
    private static RepositoryEnvironment ofUserSecret(RepositoryUrl url) {
        return new RepositoryEnvironment(Map.of("RESTIC_REPOSITORY", url.value()), Map.of(), Set.of());
    }

    private RepositoryEnvironment ofCredentials(RepositoryUrl url) {
        Findings findings = new Findings();
        // Both are looked up before either failure is told
        Optional<CredentialValue> password = findings.attempt(() -> credentials.find(
                keys.fields() + "passwordCredentialsId",
                String.valueOf(keys.passwordCredentialsId()),
                CredentialKind.TEXT));
        CredentialValue login = keys.credentialsId() == null
                ? null
                : findings.attempt(() -> credentials.find(
                                keys.fields() + "credentialsId",
                                keys.credentialsId(),
                                CredentialKind.LOGIN,
                                CredentialKind.FILE))
                        .orElse(null);
        findings.throwIfAny();
        try {
            RepositoryEnvironment environment =
                    withLogin(RepositoryEnvironment.of(url, ((Text) password.orElseThrow()).value()), url, login);
            note = login instanceof SecretFile file ? unused(url, file.content()) : Optional.empty();
            return environment;
        } catch (IllegalArgumentException e) {
            throw PermanentException.of(e.getMessage());
        }
    }

    private static RepositoryEnvironment withLogin(
            RepositoryEnvironment environment, RepositoryUrl url, CredentialValue login) {
        if (login instanceof Login userAndPassword) {
            return environment.withLogin(url, userAndPassword.username(), userAndPassword.password());
        }
        return login instanceof SecretFile file ? environment.withFile(url, file.content()) : environment;
    }

    /** What of the Secret file is not used, as the last look at it has shown; empty if there is nothing. */
    @NonNull
    public Optional<String> note() {
        return note;
    }

    private static Optional<String> unused(RepositoryUrl url, String file) {
        List<String> ignored = EnvFile.read(file, url.backend()).ignored();
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of("Not used of the Secret file of repository.credentialsId: " + String.join(", ", ignored)
                        + ". restic reads for " + url.backend().scheme() + ": "
                        + String.join(", ", url.backend().names()) + ".");
    }

    private RepositoryEnvironment withCa(RepositoryEnvironment environment) {
        if (keys.caCertificate() == null) {
            return environment;
        }
        Map<String, String> files = new HashMap<>(environment.files());
        files.put(RepositoryEnvironment.CA_CERTIFICATE, keys.caCertificate());
        return new RepositoryEnvironment(environment.variables(), files, environment.secrets());
    }
}
