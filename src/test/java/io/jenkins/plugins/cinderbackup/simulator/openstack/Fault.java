package io.jenkins.plugins.cinderbackup.simulator.openstack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Something that goes wrong with certain requests: {@code Fault.on("POST", "/snapshots$").answers(503, "…").times(2)}.
 *
 * @param path found anywhere in the path
 * @param times how many requests it hits
 */
public record Fault(String method, Pattern path, Effect effect, int times) {
    /** What happens. */
    public sealed interface Effect
            permits Answer, Delay, Reset, Away, LostAnswer, Late, Hang, Truncated, Trickle, Edited {}

    /** This answer instead of the real one. */
    public record Answer(int status, Map<String, String> headers, String body) implements Effect {}

    /** The request is carried out later. */
    public record Delay(Duration by) implements Effect {}

    /** The connection breaks before the request is carried out. */
    public record Reset() implements Effect {}

    /** The connection breaks before the request is carried out, and further ones are refused until {@link OpenstackSimulator#comeBack}. */
    public record Away() implements Effect {}

    /** The request is carried out, and the answer's body changed. */
    public record Edited(UnaryOperator<String> body) implements Effect {}

    /** The request is carried out, then the connection breaks. */
    public record LostAnswer() implements Effect {}

    /** The connection breaks, and the request is carried out when this one says so: as by a proxy that has taken it and comes to it later. */
    public record Late(Executor when) implements Effect {}

    /** Nothing happens, and the connection stays open. */
    public record Hang() implements Effect {}

    /** The request is carried out; half of the answer's body arrives, then the connection breaks. */
    public record Truncated() implements Effect {}

    /** The request is carried out; the headers arrive at once, then one byte of the body every so often. */
    public record Trickle(Duration each) implements Effect {}

    /** Begins a fault for a method and a path (a regular expression, found anywhere). */
    public static Builder on(String method, String path) {
        return new Builder(method, Pattern.compile(path));
    }

    boolean hits(SimRequest request) {
        return times > 0
                && method.equals(request.method())
                && path.matcher(request.path()).find();
    }

    /** The same, {@code n} times. */
    public Fault times(int n) {
        return new Fault(method, path, effect, n);
    }

    /** The same, each time. */
    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    /** A fault without its effect. */
    public record Builder(String method, Pattern path) {
        /** Once, with this effect. */
        public Fault does(Effect effect) {
            return new Fault(method, path, effect, 1);
        }

        /** Once, with this JSON or text. */
        public Fault answers(int status, String body) {
            return answers(status, body, Map.of("Content-Type", "application/json"));
        }

        /** Once, with this answer. */
        public Fault answers(int status, String body, Map<String, String> headers) {
            return does(new Answer(status, headers, body));
        }

        /** Once, with a page as gateways send them. */
        public Fault answersPage(int status, String title) {
            String page = "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>";
            return answers(status, page, Map.of("Content-Type", "text/html"));
        }
    }
}
