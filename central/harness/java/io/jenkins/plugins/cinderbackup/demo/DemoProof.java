package io.jenkins.plugins.cinderbackup.demo;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotRequireStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotVerifyStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Proves the newest backup of the demo with {@code cinderSnapshotVerify}, whose test computes a digest in a container, and lets
 * {@code cinderSnapshotRequire} ask for the proof.
 *
 * @param digest SHA-256 of the large file as it was backed up
 */
record DemoProof(DemoRestore steps, Checklist checklist, Duration limit, String digest) {
    private static final Map<String, Object> PROVED = Map.of("verifiedWithin", 3600);

    void prove() throws Exception {
        checklist.check("the gate that asks for a proof is closed before there is one", !passes(PROVED));
        Map<?, ?> proof = (Map<?, ?>) steps.start(
                        CinderSnapshotVerifyStep.class,
                        Map.of("readDataSubset", "1/2", "test", test()),
                        List.of("cloud", "cluster", "namespace", "pvc", "repository"))
                .await(limit);
        checklist.check(
                "the newest backup was restored on trial, and is good",
                "SUCCESS".equals(proof.get("result")) && Boolean.TRUE.equals(proof.get("verified")));
        checklist.check(
                "a program in a container without network found its large file as it was",
                ((Map<?, ?>) proof.get("checks")).containsKey("test"));
        checklist.check("with that proof the gate is open", passes(PROVED));
        checklist.check("for a backup that is too old it is closed again", !passes(Map.of("maxAge", 1)));
    }

    private Map<String, Object> test() {
        return Map.of(
                "image",
                "busybox",
                "command",
                List.of("sh", "-ec", "cd /data; find . -type f | wc -l; sha256sum large.bin"),
                "expect",
                "^" + digest + "  large\\.bin$");
    }

    private boolean passes(Map<String, Object> asked) throws Exception {
        HeadlessStep gate = steps.start(
                CinderSnapshotRequireStep.class, asked, List.of("cluster", "namespace", "pvc", "repository"));
        try {
            return "SUCCESS".equals(((Map<?, ?>) gate.await(limit)).get("result"));
        } catch (ExecutionException closed) {
            return false;
        }
    }
}
