package io.jenkins.plugins.cinderbackup.kubernetes.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * Makes clients that know nothing but their connection: no {@code ~/.kube/config}, no environment, no system property, no service account of
 * the machine they run on.
 */
public final class ClientFactory {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** From the request's first byte to the answer's last; a watch is without. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    /** One for all clients, since it costs much computing time to learn the classes of Kubernetes' objects. */
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private ClientFactory() {}

    /** A client of its own, to be closed by whoever asks for it. No request is made. */
    public static KubernetesClient create(
            ClusterConnection connection, ExecutorService executor, Duration requestTimeout) {
        return new KubernetesClientBuilder()
                .withConfig(config(connection, requestTimeout))
                .withHttpClientFactory(new Transport(TlsMaterial.of(withCa(connection)), executor))
                .withTaskExecutor(executor)
                .withKubernetesSerialization(SERIALIZATION)
                // The library's own log of requests has, at its finest, the bearer token and the Secret with all its
                // values
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("HttpLogging", null))
                .build();
    }

    private static Config config(ClusterConnection connection, Duration requestTimeout) {
        ConfigBuilder config = new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl(connection.serverUrl())
                .withConnectionTimeout((int) CONNECT_TIMEOUT.toMillis())
                .withRequestTimeout((int) requestTimeout.toMillis())
                // The engine tries again, with its own limits
                .withRequestRetryBackoffLimit(0)
                .withUserAgent("cinder-snapshot-backup");
        if (connection.proxyUrl() != null) {
            config.withHttpProxy(connection.proxyUrl()).withHttpsProxy(connection.proxyUrl());
        }
        if (connection.credential() instanceof Credential.Token token) {
            config.withOauthToken(token.value());
        } else if (connection.credential() instanceof Credential.InCluster) {
            config.withOauthTokenProvider(ServiceAccount::token);
        }
        return config.build();
    }

    private static ClusterConnection withCa(ClusterConnection connection) {
        boolean ownCa = connection.credential() instanceof Credential.InCluster && connection.caPem() == null;
        return ownCa
                ? new ClusterConnection(
                        connection.serverUrl(), ServiceAccount.ca(), connection.credential(), connection.proxyUrl())
                : connection;
    }

    /** okhttp with our TLS and our threads, and without redirects, which the API server never sends. */
    private static final class Transport extends OkHttpClientFactory {
        private final TlsMaterial tls;
        private final ExecutorService executor;

        Transport(TlsMaterial tls, ExecutorService executor) {
            this.tls = tls;
            this.executor = executor;
        }

        @Override
        protected OkHttpClient.Builder newOkHttpClientBuilder() {
            Dispatcher dispatcher = new Dispatcher(new UnstoppableExecutor(executor));
            // A watch counts as a request for as long as it lives; who calls bounds how many there are
            dispatcher.setMaxRequests(Integer.MAX_VALUE);
            dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
            return new OkHttpClient.Builder().dispatcher(dispatcher);
        }

        @Override
        protected void additionalConfig(OkHttpClient.Builder builder) {
            builder.sslSocketFactory(tls.sockets(), tls.trust())
                    .followRedirects(false)
                    .followSslRedirects(false)
                    // Else it makes a creating call twice without a word, and the first may be carried out when nobody
                    // expects it any more
                    .retryOnConnectionFailure(false);
        }
    }
}
