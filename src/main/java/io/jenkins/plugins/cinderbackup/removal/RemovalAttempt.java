package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One attempt to remove what a run has left behind: what came of it, and what stands in the way. */
final class RemovalAttempt {
    private static final Logger LOGGER = Logger.getLogger(RemovalAttempt.class.getName());

    private final RunJournal journal;
    private final Set<String> lastErrors = new LinkedHashSet<>();
    /** Of the way to the run's cloud and cluster, once there is one. */
    private UnaryOperator<String> masking = UnaryOperator.identity();

    private boolean done;
    private boolean progressed;
    private boolean lasting;
    private Duration askedToWait = Duration.ZERO;

    private RemovalAttempt(RunJournal journal) {
        this.journal = journal;
    }

    static RemovalAttempt of(RunJournal journal, Function<RunJournal, RemovalAccess> accesses) {
        RemovalAttempt attempt = new RemovalAttempt(journal);
        attempt.remove(accesses);
        attempt.addLastErrors();
        return attempt;
    }

    private void remove(Function<RunJournal, RemovalAccess> accesses) {
        try (RemovalAccess access = accesses.apply(journal)) {
            Ports ports = access.ports();
            masking = ports.masking();
            List<Finding> problems = left() == 0 ? List.of() : access.problems();
            lasting = !problems.isEmpty();
            add(lines(problems));
            // Also then: without the cloud's credential the cluster can still be cleaned up
            PhaseStatus step = new RunRemover(journal, ports).advance();
            done = step == PhaseStatus.DONE;
            progressed = step == PhaseStatus.ACTED;
        } catch (TransientException e) {
            askedToWait = e.retryAfter().orElse(Duration.ZERO);
            add(List.of(e.getMessage()));
        } catch (PermanentException e) {
            lasting = true;
            add(lines(e.findings()));
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(
                    Level.SEVERE,
                    e,
                    () -> "Unexpected in the removal of what run " + journal.run() + " has left behind");
            lastErrors.add("An error in the plugin itself: " + e.getClass().getSimpleName()
                    + "; the controller's log has the details");
        }
    }

    private void add(List<String> lines) {
        lines.stream().map(masking).forEach(lastErrors::add);
    }

    private long left() {
        return journal.resources().stream().filter(TrackedResource::isUnsettled).count();
    }

    private void addLastErrors() {
        for (TrackedResource resource : journal.resources()) {
            if (resource.isUnsettled() && resource.lastError() != null && !lastErrors.contains(resource.lastError())) {
                lastErrors.add(resource.describe() + ": " + resource.lastError());
            }
        }
    }

    /** The findings with their hints, one line each. */
    static List<String> lines(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(finding.message());
            lines.addAll(finding.hints());
        }
        return lines;
    }

    /** Whether nothing is left, and the journal is gone. */
    boolean isDone() {
        return done;
    }

    /** Whether something went, its deletion was accepted, or something turned up that was not known. */
    boolean hasProgressed() {
        return progressed;
    }

    /** Whether waiting alone will not mend it. */
    boolean isLasting() {
        return lasting;
    }

    /** How long a server asked to be left alone. */
    Duration askedToWait() {
        return askedToWait;
    }

    List<String> lastErrors() {
        return List.copyOf(lastErrors);
    }
}
