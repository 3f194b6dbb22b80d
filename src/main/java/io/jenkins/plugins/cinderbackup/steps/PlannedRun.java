package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import jenkins.model.Jenkins;

/**
 * A run whose settings were found right.
 *
 * @param connections where its servers and credentials are
 * @param answer what its step returns when it is over; null for what the run's record has to say
 */
record PlannedRun<P extends Plan>(
        Operation<P> operation,
        P plan,
        Connections connections,
        @CheckForNull StepAnswer answer) {
    PlannedRun(Operation<P> operation, P plan, Connections connections) {
        this(operation, plan, connections, null);
    }

    /**
     * Its journal before it begins.
     *
     * @param build the number of the build
     */
    RunJournal journal(String build) {
        Origin origin = new Origin(Jenkins.get().getLegacyInstanceId(), connections.item(), build);
        return operation.begin(
                RunId.random(),
                origin,
                plan,
                connections.toMap(),
                Ticker.system().now());
    }
}
