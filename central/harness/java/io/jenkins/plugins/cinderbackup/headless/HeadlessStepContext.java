package io.jenkins.plugins.cinderbackup.headless;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context of one step: a build, a console, a node, and how the step ended. It may be serialized with its execution, for a restart. */
public final class HeadlessStepContext extends StepContext {
    private static final long serialVersionUID = 1L;
    /** What outlives the process in a real Jenkins, for a context that was serialized. */
    private static final Map<String, HeadlessStep> STEPS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    HeadlessStepContext(HeadlessStep step) {
        STEPS.put(id, step);
    }

    private HeadlessStep step() {
        return STEPS.get(id);
    }

    @Override
    public <T> T get(Class<T> key) {
        if (key == Run.class) {
            return key.cast(step().run());
        }
        if (key == TaskListener.class) {
            return key.cast(new Console(id));
        }
        return key == FlowNode.class ? key.cast(step().node()) : null;
    }

    @Override
    public void onSuccess(Object result) {
        step().succeeded(result);
    }

    @Override
    public void onFailure(Throwable cause) {
        step().failed(cause);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateVoidFuture();
    }

    @Override
    public void setResult(Result result) {
        step().run().setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new IllegalStateException("the step has no body");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeadlessStepContext context && context.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The build's console. */
    private record Console(String id) implements TaskListener {
        @Override
        public PrintStream getLogger() {
            OutputStream console = STEPS.get(id).console();
            return new PrintStream(console, true, StandardCharsets.UTF_8);
        }
    }
}
