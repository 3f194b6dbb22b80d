package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The end of a container's log. {@code limitBytes} of the API counts from the beginning, so the lines are limited there and the bytes here.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod">read log</a>
 */
public final class LogTail {
    /** What is longer has lost its beginning. */
    public static final int MAX_BYTES = 8 << 20;

    private static final int CHUNK = 1 << 16;
    private static final int OK = 200;
    /** What the API answers while the container has not started. */
    private static final int BAD_REQUEST = 400;

    private static final int BAD_GATEWAY = 502;

    /** What the kubelet writes, with a 200, in place of the rest of a log whose container is gone; seen with Kubernetes 1.35. */
    private static final Pattern CONTAINER_IS_GONE =
            Pattern.compile("(?:^|(?<=\n))[Uu]nable to retrieve container logs for \\S+://\\S+\\s*$");

    private final KubernetesClient client;

    /** Reads through this client. */
    public LogTail(KubernetesClient client) {
        this.client = client;
    }

    /** The last lines of the container's log; empty if there is none yet. */
    public Optional<String> of(String namespace, String pod, String container, int lines) {
        Request request = Request.of("get", "pods/log", namespace, pod);
        return ApiCalls.find(request, () -> read(namespace, pod, container, lines))
                .map(text -> CONTAINER_IS_GONE.matcher(text).replaceFirst(""))
                .filter(text -> !text.isEmpty());
    }

    private String read(String namespace, String pod, String container, int lines) {
        String base = client.getMasterUrl().toString().replaceAll("/+$", "");
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log?container=" + container
                        + "&tailLines=" + lines)
                .timeout(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS)
                .build();
        try {
            HttpResponse<InputStream> response =
                    client.getHttpClient().sendAsync(request, InputStream.class).get();
            try (InputStream body = response.body()) {
                refusePage(response);
                return response.code() == OK ? tail(body) : refused(response.code(), body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        } catch (ExecutionException | IOException e) {
            throw new KubernetesClientException(e.getMessage(), e);
        }
    }

    /** A gateway's page with a 200 is not the container's log. */
    private static void refusePage(HttpResponse<?> response) {
        if (response.headers("Content-Type").stream().anyMatch(type -> type.startsWith("text/html"))) {
            throw new KubernetesClientException(new StatusBuilder()
                    .withCode(BAD_GATEWAY)
                    .withMessage("a web page in place of the log")
                    .build());
        }
    }

    private String refused(int code, InputStream body) throws IOException {
        if (code == BAD_REQUEST) {
            return "";
        }
        String said = new String(body.readNBytes(CHUNK), StandardCharsets.UTF_8);
        throw new KubernetesClientException(status(code, said));
    }

    private Status status(int code, String said) {
        try {
            Status status = client.getKubernetesSerialization().unmarshal(said, Status.class);
            return new StatusBuilder(status).withCode(code).build();
        } catch (RuntimeException notJson) {
            return new StatusBuilder().withCode(code).withMessage(said).build();
        }
    }

    private static String tail(InputStream body) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        boolean cut = false;
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            kept.write(chunk, 0, read);
            if (kept.size() > 2 * MAX_BYTES) {
                byte[] all = kept.toByteArray();
                kept.reset();
                kept.writeBytes(Arrays.copyOfRange(all, all.length - MAX_BYTES, all.length));
                cut = true;
            }
        }
        byte[] all = kept.toByteArray();
        cut |= all.length > MAX_BYTES;
        String text = new String(
                all, Math.max(0, all.length - MAX_BYTES), Math.min(all.length, MAX_BYTES), StandardCharsets.UTF_8);
        return cut ? withoutTorn(text) : text;
    }

    /** A line that has lost its beginning says something else. But where there is no other line, the log is not to look like one that is lost. */
    private static String withoutTorn(String text) {
        String whole = text.substring(text.indexOf('\n') + 1);
        return whole.isEmpty() ? "…\n" : whole;
    }
}
