package io.jenkins.plugins.cinderbackup.kubernetes.client;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One client's view of the executor that all share: a client that closes shuts its executor down, and must not shut down the others'. */
final class UnstoppableExecutor extends AbstractExecutorService {
    private final Executor shared;
    private volatile boolean shutdown;

    UnstoppableExecutor(Executor shared) {
        this.shared = shared;
    }

    @Override
    public void execute(Runnable command) {
        if (shutdown) {
            throw new RejectedExecutionException("The Kubernetes client is closed.");
        }
        shared.execute(command);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
