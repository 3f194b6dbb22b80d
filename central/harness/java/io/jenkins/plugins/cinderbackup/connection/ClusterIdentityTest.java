package io.jenkins.plugins.cinderbackup.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterIdentityTest {
    @Test
    void noTwoClustersAreOne() {
        Set<String> identities = new HashSet<>();
        for (String url : List.of(
                "https://k8s.example.org:6443",
                "https://k8s.example.org:6444",
                "https://k8s.example.org",
                "http://127.0.0.1:6443",
                "https://rancher.example.org/k8s/clusters/c-1",
                "https://rancher.example.org/k8s/clusters/c-2",
                "https://rancher.example.org/k8s/clusters/C-2",
                "https://rancher.example.org/k8s%2Fclusters/c-2",
                "https://[2001:db8::1]:6443")) {
            assertThat(identities.add(ClusterIdentity.ofUrl(url))).as(url).isTrue();
            assertThat(identities.add(ClusterIdentity.ofName(url)))
                    .as("a name like %s", url)
                    .isTrue();
            assertThat(identities.add(ClusterIdentity.ofName(ClusterIdentity.ofUrl(url))))
                    .as("a name like the tag of %s", url)
                    .isTrue();
        }
        assertThat(identities).allMatch(identity -> identity.matches("[A-Za-z0-9._*%:-]+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://k8s.example.org/k8s/c",
                "HTTPS://K8S.example.ORG/k8s/c",
                "https://k8s.example.org:443/k8s/c",
                "https://k8s.example.org:/k8s/c/",
                " https://k8s.example.org//k8s/c"
            })
    void oneClusterIsOneHoweverItsUrlIsWritten(String url) {
        assertThat(ClusterIdentity.ofUrl(url)).isEqualTo("https:%2F%2Fk8s.example.org%2Fk8s%2Fc");
    }

    @Test
    void aNameStandsAsItIsUnlessItCouldBeTakenForSomethingElse() {
        assertThat(ClusterIdentity.ofName("production-2")).isEqualTo("production-2");
        assertThat(ClusterIdentity.ofName("a/b,c d:e")).isEqualTo("a%2Fb%2Cc%20d%3Ae");
    }
}
