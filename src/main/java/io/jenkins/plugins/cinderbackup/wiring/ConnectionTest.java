package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.CloudLogin;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterLogin;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.kubernetes.ClusterReport;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.CloudReport;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupRequirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Logs in to a cloud or a cluster as a run would, and says what is there. It changes nothing and ends within half a minute. */
public final class ConnectionTest {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration ALL = Duration.ofSeconds(30);

    private final Masking masking = new Masking();
    private final CredentialLookup credentials;

    /**
     * What was found.
     *
     * @param facts what is there, each one line
     * @param problems what is wrong; none if a backup could log in and do its work
     */
    public record Result(
            @NonNull List<String> facts, @NonNull List<Finding> problems) {}

    /** @param item whose builds would log in; null for those of all jobs. Who asks must have been found to be allowed to */
    public ConnectionTest(@CheckForNull Item item) {
        credentials = CredentialLookup.inForm(item, masking);
    }

    /** Logs in to the project, agrees on a version with block storage and reads the quota. */
    @NonNull
    public Result cloud(@NonNull CloudAddress address) {
        return answer(() -> {
            CloudLogin login = new CloudLogin(address, credentials, masking);
            CloudSettings settings = login.settings(proxy());
            CloudReport report = within(
                    ALL,
                    () -> BackupServices.get().clouds().report(settings, BackupRequirements.ALL.accessRules(), CALL));
            List<String> facts = facts(report);
            login.note().ifPresent(facts::add);
            return new Result(facts, List.of());
        });
    }

    private static List<String> facts(CloudReport report) {
        List<String> facts = new ArrayList<>();
        facts.add("Logged in as user '" + report.user() + "' to project '" + report.project() + "'.");
        facts.add("Roles: " + (report.roles().isEmpty() ? "none" : String.join(", ", report.roles())) + ".");
        facts.add("Block storage API " + report.apiVersion()
                + (report.region().isEmpty() ? "" : " in region '" + report.region() + "'") + ".");
        facts.add("Quota left: " + left(report.quota().volumes(), "volumes") + ", "
                + left(report.quota().snapshots(), "snapshots") + ", "
                + left(report.quota().gigabytes(), "GiB") + ".");
        return facts;
    }

    private static String left(Limit limit, String unit) {
        return limit.max() < 0
                ? unit + " without limit"
                : Math.max(0, limit.max() - limit.used()) + " of " + limit.max() + " " + unit;
    }

    /**
     * Reads the cluster's version, asks for each permission that a backup needs, and looks whether the namespaces are there.
     *
     * @param jobs the namespace of the Jobs; null to ask for all namespaces at once
     * @param source the namespace of the source PVC; null if it is not known
     * @param namespaces that are to exist
     */
    @NonNull
    public Result cluster(
            @NonNull ClusterAddress address,
            @CheckForNull String jobs,
            @CheckForNull String source,
            @NonNull Collection<String> namespaces) {
        return answer(() -> {
            ClusterConnection connection = new ClusterLogin(address, credentials, masking).connection(proxy());
            ClusterReport report = within(
                    ALL,
                    () -> BackupServices.get()
                            .clusters()
                            .report(connection, BackupRequirements.ALL, jobs, source, namespaces, CALL));
            return new Result(facts(report, jobs, source), problems(report));
        });
    }

    private static List<Finding> problems(ClusterReport report) {
        Findings problems = new Findings();
        problems.addAll(report.missing());
        report.absent()
                .forEach(namespace -> problems.add(
                        "There is no namespace '" + namespace + "' in the cluster.", "create it, or correct its name"));
        return problems.list();
    }

    private static List<String> facts(ClusterReport report, @CheckForNull String jobs, @CheckForNull String source) {
        List<String> facts = new ArrayList<>();
        facts.add("Logged in to Kubernetes " + report.version() + ".");
        if (problems(report).isEmpty()) {
            String place = jobs == null ? "all namespaces" : "namespace '" + jobs + "'";
            String other = source == null || source.equals(jobs)
                    ? ""
                    : ", and the reading of PVCs in namespace '" + source + "'";
            facts.add("All permissions that a backup needs are there, in " + place + other + ".");
        }
        if (!report.hidden().isEmpty()) {
            facts.add("Not seen was whether these namespaces exist, for the credential may not read them: "
                    + String.join(", ", report.hidden()) + ".");
        }
        return facts;
    }

    /**
     * Makes the checks of a dry run: it reads, and rehearses what it would create.
     *
     * @param journal of a dry run that has not begun
     * @return what a run would do, or all that keeps it from that
     */
    @NonNull
    public Result dryRun(@NonNull RunJournal journal) {
        return answer(() -> within(ALL, () -> {
            try (EngineAssembly assembly = new EngineAssembly(
                    BackupServices.get(), journal, credentials, masking, event -> {}, CreationLimits.DEFAULT)) {
                assembly.check(journal);
            }
            return new Result(journal.notes(), List.of());
        }));
    }

    /** With the secrets of the credential hidden, which a server may quote. */
    private Result answer(Supplier<Result> test) {
        Result result = tried(test);
        return new Result(
                result.facts.stream().map(masking).toList(),
                result.problems.stream().map(finding -> finding.map(masking)).toList());
    }

    private static Result tried(Supplier<Result> test) {
        try {
            return test.get();
        } catch (PermanentException e) {
            return new Result(List.of(), e.findings());
        } catch (TransientException e) {
            return new Result(List.of(), List.of(Finding.of(e.getMessage())));
        }
    }

    @CheckForNull
    private static ProxyConfiguration proxy() {
        return Jenkins.get().getProxy();
    }

    /** A server that answers each call just in time cannot hold the thread of a web request for longer. */
    private static <T> T within(Duration limit, Supplier<T> calls) {
        FutureTask<T> task = new FutureTask<>(calls::get);
        Thread thread = new Thread(task, "cinder-snapshot-backup-connection-test");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TransientException(
                    "The test was not over within " + limit.toSeconds() + " seconds: the server answers slowly.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("The test was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BackupException known) {
                throw known;
            }
            throw new IllegalStateException("The connection test failed unexpectedly", e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
