package io.jenkins.plugins.cinderbackup.openstack.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * openstack4j's connector over {@code java.net.http}, found by {@link java.util.ServiceLoader}. A call that is answered with 401 is
 * sent once more with a new token: Keystone's middleware rejected it before Cinder saw it, so that is safe for every method.
 */
public final class JdkHttpExecutorService implements HttpExecutorService {
    @Override
    public String getExecutorDisplayName() {
        return "java.net.http";
    }

    @Override
    public <R> HttpResponse execute(HttpRequest<R> request) {
        Transport transport = Transport.of(request.getConfig());
        BodyPublisher body = body(request);
        Reply reply = transport.send(toJdk(request, body));
        if (reply.status() == 401 && !isLogin(request)) {
            String rejected = String.valueOf(request.getHeaders().get(ClientConstants.HEADER_X_AUTH_TOKEN));
            Optional<String> renewed = TokenRenewal.insteadOf(rejected);
            if (renewed.isPresent()) {
                request.getHeaders().put(ClientConstants.HEADER_X_AUTH_TOKEN, renewed.get());
                reply = transport.send(toJdk(request, body));
            }
        }
        return new JdkHttpResponse(reply);
    }

    private static boolean isLogin(HttpRequest<?> request) {
        return request.getHeaders().containsKey(ClientConstants.HEADER_OS4J_AUTH);
    }

    private static java.net.http.HttpRequest toJdk(HttpRequest<?> request, BodyPublisher body) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(uri(request));
        builder.method(request.getMethod().name(), body);
        builder.header(ClientConstants.HEADER_ACCEPT, ClientConstants.CONTENT_TYPE_JSON);
        if (body.contentLength() > 0) {
            builder.header(ClientConstants.HEADER_CONTENT_TYPE, request.getContentType());
        }
        request.getHeaders().forEach((name, value) -> {
            // A marker between openstack4j and its connectors, not for the wire.
            if (!name.equals(ClientConstants.HEADER_OS4J_AUTH)) {
                builder.setHeader(name, String.valueOf(value));
            }
        });
        return builder.build();
    }

    private static URI uri(HttpRequest<?> request) {
        try {
            URI uri = URI.create(request.getUrl());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException notUri) {
            throw new IllegalArgumentException(
                    "'" + request.getEndpoint() + "' is not a URL: " + notUri.getMessage(), notUri);
        }
        throw new IllegalArgumentException("'" + request.getEndpoint() + "' is not an http or https URL.");
    }

    private static BodyPublisher body(HttpRequest<?> request) {
        Object entity = request.getEntity();
        if (entity == null) {
            return request.hasJson() ? BodyPublishers.ofString(request.getJson()) : BodyPublishers.noBody();
        }
        try {
            if (entity instanceof InputStream stream) {
                return BodyPublishers.ofByteArray(stream.readAllBytes());
            }
            return BodyPublishers.ofByteArray(
                    ObjectMapperSingleton.getContext(entity.getClass()).writer().writeValueAsBytes(entity));
        } catch (JsonProcessingException e) {
            // Without the cause: Jackson quotes what it wrote, and a login's entity holds the password.
            throw new ConnectionException(
                    "The request to " + request.getEndpoint() + " cannot be written as JSON.", 0, null);
        } catch (IOException e) {
            throw new UncheckedIOException("The request's body cannot be read.", e);
        }
    }
}
