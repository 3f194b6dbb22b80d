package io.jenkins.plugins.cinderbackup.openstack.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.openstack4j.api.exceptions.ClientResponseException;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/** An answer as openstack4j wants to see it. The body was read already, so nothing is held open. */
public final class JdkHttpResponse implements HttpResponse {
    private final Reply reply;

    JdkHttpResponse(Reply reply) {
        this.reply = reply;
    }

    /** The answer as it came. */
    public Reply reply() {
        return reply;
    }

    @Override
    public <T> T getEntity(Class<T> returnType) {
        return getEntity(returnType, null);
    }

    @Override
    public <T> T getEntity(Class<T> returnType, ExecutionOptions<T> options) {
        return HttpEntityHandler.handle(this, returnType, options, true);
    }

    @Override
    public <T> T readEntity(Class<T> type) {
        try {
            return ObjectMapperSingleton.getContext(type).readerFor(type).readValue(reply.bytes());
        } catch (IOException e) {
            throw new ClientResponseException(
                    "The answer is not what the API promises: " + getStatusMessage(), reply.status(), e);
        }
    }

    @Override
    public int getStatus() {
        return reply.status();
    }

    /** The server's own message: openstack4j makes it the text of its exceptions. */
    @Override
    public String getStatusMessage() {
        return ServerText.of(reply.body());
    }

    @Override
    public String getContentType() {
        return header(ClientConstants.HEADER_CONTENT_TYPE);
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(reply.bytes());
    }

    @Override
    public String header(String name) {
        return reply.headers().firstValue(name).orElse(null);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        reply.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    @Override
    public void close() {
        // The body is in memory.
    }
}
