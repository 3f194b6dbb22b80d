package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Failure;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A value that a build parameter does not take, told to each who may give one. Jenkins hands a request's value and one of its command line to the same
 * method: the command line shows the message of an {@link IllegalArgumentException} and nothing else, and a request that of a {@link Failure}.
 */
final class RefusedValue extends IllegalArgumentException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    /** @param message one line, for the user */
    RefusedValue(@NonNull String message) {
        super(message);
    }

    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        new Failure(getMessage()).generateResponse(req, rsp, node);
    }
}
