package io.jenkins.plugins.cinderbackup.headless;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that runs as in a Pipeline: started, stopped, resumed after a restart, and over once. */
public final class HeadlessStep {
    private final HeadlessRun run;
    private final OutputStream console;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final FlowNode node = new Node();
    private final CompletableFuture<Object> outcome = new CompletableFuture<>();
    private StepExecution execution;
    private volatile int timesOver;

    private HeadlessStep(HeadlessRun run, OutputStream console) {
        this.run = run;
        this.console = console;
    }

    /** Starts the step in the build. */
    public static HeadlessStep start(Step step, HeadlessRun run) {
        return start(step, run, OutputStream.nullOutputStream());
    }

    /** @param console sees the console as it is written */
    public static HeadlessStep start(Step step, HeadlessRun run, OutputStream console) {
        HeadlessStep started = new HeadlessStep(run, console);
        try {
            started.execution = step.start(new HeadlessStepContext(started));
            if (started.execution.start()) {
                throw new IllegalStateException("the step says that it has ended already");
            }
        } catch (Exception e) {
            started.failed(e);
        }
        return started;
    }

    /** Asks the step to end. */
    public void stop(Throwable cause) {
        try {
            execution.stop(cause);
        } catch (Exception e) {
            throw new IllegalStateException("stop failed", e);
        }
    }

    /** What a restart keeps of the step: its execution as it was stored. */
    public byte[] store() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(execution);
        } catch (IOException e) {
            throw new IllegalStateException("the execution cannot be stored", e);
        }
        return bytes.toByteArray();
    }

    /** Goes on with the stored execution in a new controller. */
    public void resume(byte[] stored) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stored))) {
            execution = (StepExecution) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the execution cannot be read", e);
        }
        execution.onResume();
    }

    /**
     * What the step returns, once it does.
     *
     * @throws ExecutionException with the step's failure
     * @throws TimeoutException if it is not over by then
     */
    public Object await(Duration limit) throws ExecutionException, InterruptedException, TimeoutException {
        return outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the step has failed, once it has. */
    public Throwable failure(Duration limit) throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("The step succeeded with " + await(limit) + "\n" + consoleText());
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** The console so far. */
    public String consoleText() {
        return text.toString(StandardCharsets.UTF_8);
    }

    /** What the step says of itself on the Pipeline's thread dump. */
    public String status() {
        return execution.getStatus();
    }

    /** The warning on the step's node, or null. */
    public WarningAction warning() {
        return node.getAction(WarningAction.class);
    }

    /** How often the step has said that it is over; once is right. */
    public int timesOver() {
        return timesOver;
    }

    HeadlessRun run() {
        return run;
    }

    FlowNode node() {
        return node;
    }

    OutputStream console() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                text.write(b);
                console.write(b);
            }

            @Override
            public void flush() throws IOException {
                console.flush();
            }
        };
    }

    synchronized void succeeded(Object result) {
        timesOver++;
        outcome.complete(result);
    }

    synchronized void failed(Throwable cause) {
        timesOver++;
        outcome.completeExceptionally(cause);
    }

    private static final class Node extends FlowNode {
        Node() {
            super((FlowExecution) null, "3");
        }

        @Override
        protected String getTypeDisplayName() {
            return "step";
        }
    }
}
