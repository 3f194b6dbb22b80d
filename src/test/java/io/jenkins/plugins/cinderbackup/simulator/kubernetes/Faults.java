package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What goes wrong on purpose: the first fault that matches a request and has some of its count left befalls it. */
public final class Faults {
    private final List<Armed> armed = new ArrayList<>();
    private BiFunction<String, String, Optional<Effect>> oracle = (method, uri) -> Optional.empty();
    private int befallen;

    /** What befalls a request. */
    public sealed interface Effect {
        /** Answered with a status and a body, and not carried out. */
        record Answer(int status, String body, Map<String, String> headers) implements Effect {}

        /** Carried out after a while. */
        record Delay(Duration by) implements Effect {}

        /** The connection is cut, and nothing carried out. */
        record Reset() implements Effect {}

        /** Carried out, and the connection cut before the answer. */
        record AnswerLost() implements Effect {}

        /** The connection is cut, and the request carried out when this one says so. */
        record Late(Executor when) implements Effect {}

        /** Never answered, and not carried out. */
        record Hang() implements Effect {}

        /** Cut, and not carried out; further connections are refused until {@link KubernetesSimulator#comeBack}. */
        record Away() implements Effect {}

        /** Carried out; half of the answer arrives, then the connection is cut. */
        record Truncated() implements Effect {}

        /** Carried out; the headers arrive at once, then one byte of the body every so often. */
        record Trickle(Duration each) implements Effect {}

        /** Carried out, and the answer's body changed. */
        record Edited(UnaryOperator<String> body) implements Effect {}
    }

    /** An answer as the API server words its failures. */
    public static Effect status(int code, String reason, String message) {
        String body = Json.object("Status", "v1")
                .put("status", "Failure")
                .put("reason", reason)
                .put("message", message)
                .put("code", code)
                .toString();
        return new Effect.Answer(code, body, Map.of());
    }

    /**
     * @param method the HTTP method, or {@code *}
     * @param path a regular expression that is found in the path with its query
     * @param count how many requests it befalls
     */
    public synchronized Faults on(String method, String path, int count, Effect effect) {
        armed.add(new Armed(method, Pattern.compile(path), effect, count));
        return this;
    }

    /** Asked first of each request, by its method and its path with its query. */
    public synchronized void ask(BiFunction<String, String, Optional<Effect>> decides) {
        oracle = decides;
    }

    /** How many requests have met one of the faults. */
    public synchronized int befallen() {
        return befallen;
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        armed.clear();
        oracle = (method, uri) -> Optional.empty();
    }

    synchronized Optional<Effect> next(String method, String uri) {
        Optional<Effect> decided = oracle.apply(method, uri);
        if (decided.isPresent()) {
            return decided;
        }
        for (Armed fault : armed) {
            boolean meant = fault.method.equals("*") || fault.method.equals(method);
            if (fault.left > 0 && meant && fault.path.matcher(uri).find()) {
                fault.left--;
                befallen++;
                return Optional.of(fault.effect);
            }
        }
        return Optional.empty();
    }

    private static final class Armed {
        private final String method;
        private final Pattern path;
        private final Effect effect;
        private int left;

        Armed(String method, Pattern path, Effect effect, int count) {
            this.method = method;
            this.path = path;
            this.effect = effect;
            this.left = count;
        }
    }
}
