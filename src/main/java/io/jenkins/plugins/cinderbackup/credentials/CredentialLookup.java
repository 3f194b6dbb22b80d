package io.jenkins.plugins.cinderbackup.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Login;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.SecretFile;
import io.jenkins.plugins.cinderbackup.credentials.CredentialValue.Text;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.text.EncodedText;
import io.jenkins.plugins.cinderbackup.text.LineEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Finds credentials by id where a build may use them: in its job's folders up to Jenkins itself, also for named clouds and clusters, so that
 * where a credential is placed is who may use it. What it finds is masked from then on.
 */
public final class CredentialLookup {
    /** A kubeconfig or a key file has a few KiB. */
    private static final int MAX_FILE = 1 << 20;

    private final Finder finder;
    /** Who may use what is found, in the words of a message. */
    private final String user;
    /** Where it is searched and what to do, likewise. */
    private final String[] hints;

    private final Masking masking;

    private interface Finder {
        @CheckForNull
        <C extends StandardCredentials> C find(String id, Class<C> type);
    }

    private CredentialLookup(Finder finder, String user, @CheckForNull Item item, Masking masking) {
        this(
                finder,
                user,
                masking,
                "searched were the credentials of " + places(item)
                        + ", scope Global; those of scope System are not for jobs",
                "check the id, and put the credential where the job may use it");
    }

    private CredentialLookup(Finder finder, String user, Masking masking, String... hints) {
        this.finder = finder;
        this.user = user;
        this.hints = hints;
        this.masking = masking;
    }

    /** For a build; each use is tracked. */
    @NonNull
    public static CredentialLookup of(@NonNull Run<?, ?> run, @NonNull Masking masking) {
        Finder finder = new Finder() {
            @Override
            public <C extends StandardCredentials> C find(String id, Class<C> type) {
                return CredentialsProvider.track(run, CredentialsProvider.findCredentialById(id, type, run));
            }
        };
        return new CredentialLookup(finder, "job '" + run.getParent().getFullName() + "'", run.getParent(), masking);
    }

    /**
     * For what goes on when the build is over: for the build, since a parameter of it may name the credential, or as Jenkins itself in its job where the build is gone.
     *
     * @param fullName of the job
     * @param build its number; of what only its marks tell of, whatever stands there
     */
    @NonNull
    public static CredentialLookup afterwards(
            @NonNull String fullName, @NonNull String build, @NonNull Masking masking) {
        Item item = asJenkins(fullName);
        Run<?, ?> run = item instanceof Job<?, ?> job && build.matches("[0-9]{1,9}")
                ? job.getBuildByNumber(Integer.parseInt(build))
                : null;
        return run == null ? inJob(fullName, item, masking) : of(run, masking);
    }

    private static CredentialLookup inJob(String fullName, @CheckForNull Item item, Masking masking) {
        Finder finder = new Finder() {
            @Override
            public <C extends StandardCredentials> C find(String id, Class<C> type) {
                if (item == null) {
                    throw PermanentException.of(
                            "The job '" + fullName + "', in whose context credential '" + id
                                    + "' was used, is not there any more.",
                            "have what the run has left looked for and removed on Manage Jenkins → Cinder Backup Leftovers, or remove it by hand");
                }
                return CredentialsProvider.findCredentialByIdInItem(id, type, item, ACL.SYSTEM2, List.of());
            }
        };
        return new CredentialLookup(finder, "job '" + fullName + "'", item, masking);
    }

    @CheckForNull
    private static Item asJenkins(String fullName) {
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(fullName);
        }
    }

    /**
     * For a form, as Jenkins itself: what the item's builds may use. Who asks must have been found to be allowed to.
     *
     * @param item where the form is; null: in the configuration of Jenkins itself, where what all jobs may use is found
     */
    @NonNull
    public static CredentialLookup inForm(@CheckForNull Item item, @NonNull Masking masking) {
        Finder finder = new Finder() {
            @Override
            public <C extends StandardCredentials> C find(String id, Class<C> type) {
                C found = CredentialsProvider.findCredentialByIdInItem(id, type, item, ACL.SYSTEM2, List.of());
                return found != null && found.getScope() == CredentialsScope.SYSTEM ? null : found;
            }
        };
        return new CredentialLookup(finder, item == null ? "every job" : "'" + item.getFullName() + "'", item, masking);
    }

    /** For what an administrator has Jenkins itself do: of the credentials of Jenkins, also those of scope System. */
    @NonNull
    public static CredentialLookup ofJenkins(@NonNull Masking masking) {
        Finder finder = new Finder() {
            @Override
            public <C extends StandardCredentials> C find(String id, Class<C> type) {
                return CredentialsProvider.findCredentialByIdInItem(id, type, null, ACL.SYSTEM2, List.of());
            }
        };
        return new CredentialLookup(
                finder,
                "Jenkins itself",
                masking,
                "searched were the credentials of Jenkins itself; one in a folder is for the jobs of that folder and cannot be reached here",
                "check the id, or remove what is there with the cloud's or cluster's own tools");
    }

    /**
     * The credential's value.
     *
     * @param field what names the credential, such as {@code repository.credentialsId}
     * @throws PermanentException if there is none of that id, or it has another type
     */
    @NonNull
    public CredentialValue find(@NonNull String field, @NonNull String id, @NonNull CredentialKind... wanted) {
        for (CredentialKind kind : wanted) {
            StandardCredentials found = finder.find(id, kind.type());
            if (found != null) {
                return value(field, found);
            }
        }
        StandardCredentials other = finder.find(id, StandardCredentials.class);
        String types = Arrays.stream(wanted).map(CredentialKind::toString).collect(Collectors.joining(" or "));
        if (other != null) {
            throw PermanentException.of(
                    field + ": credential '" + id + "' is a " + typeOf(other) + ", wanted is a " + types + ".",
                    "choose or make a credential of that type");
        }
        throw PermanentException.of(
                field + ": there is no credential '" + id + "' of type " + types + " that " + user + " may use.",
                hints);
    }

    /** The folders that the item is in, from the inside to the outside, and Jenkins. */
    private static String places(@CheckForNull Item item) {
        List<String> places = new ArrayList<>();
        for (Item inner = item; inner != null && inner.getParent() instanceof Item folder; inner = folder) {
            places.add("folder '" + folder.getFullName() + "'");
        }
        places.add("Jenkins");
        return String.join(" and of ", places);
    }

    private static String typeOf(StandardCredentials found) {
        return Arrays.stream(CredentialKind.values())
                .filter(kind -> kind.type().isInstance(found))
                .findFirst()
                .map(CredentialKind::toString)
                .orElseGet(() -> found.getDescriptor().getDisplayName());
    }

    private CredentialValue value(String field, StandardCredentials found) {
        if (found instanceof StandardUsernamePasswordCredentials login) {
            String username = LineEnd.without(login.getUsername());
            String password = secret(login.getPassword().getPlainText());
            // The form of an HTTP Basic authorization
            masking.add(username + ":" + password);
            return new Login(username, password);
        }
        if (found instanceof StringCredentials text) {
            return new Text(secret(text.getSecret().getPlainText()));
        }
        String content = read(field, (FileCredentials) found);
        masking.add(content);
        return new SecretFile(content);
    }

    /** Without the line end that {@code echo} or a paste leaves, as restic reads its password files; masked in either form. */
    private String secret(String stored) {
        String secret = LineEnd.without(stored);
        masking.add(stored);
        masking.add(secret);
        return secret;
    }

    private static String read(String field, FileCredentials file) {
        try (InputStream in = file.getContent()) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw PermanentException.of(
                        field + ": the Secret file '" + file.getId() + "' is larger than 1 MiB.",
                        "is it the right file?");
            }
            return EncodedText.decode(bytes);
        } catch (CharacterCodingException e) {
            throw PermanentException.of(
                    field + ": the Secret file '" + file.getId()
                            + "' is not text in UTF-8, or in the encoding of its byte order mark.",
                    "save it as UTF-8 and upload it again");
        } catch (IOException e) {
            throw PermanentException.of(
                    field + ": the Secret file '" + file.getId() + "' cannot be read: " + e.getMessage());
        }
    }
}
