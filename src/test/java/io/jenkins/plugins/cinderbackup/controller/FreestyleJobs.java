package io.jenkins.plugins.cinderbackup.controller;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotBackupBuilder;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jvnet.hudson.test.JenkinsRule;

/** Freestyle jobs with the build step. */
final class FreestyleJobs {
    private FreestyleJobs() {}

    /** One that does what {@link Controller#CALL} does. */
    static FreeStyleProject create(JenkinsRule jenkins, String name) throws Exception {
        return create(jenkins, name, "postgres-data");
    }

    static FreeStyleProject create(JenkinsRule jenkins, String name, String pvc) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.getBuildersList()
                .add(new DescribableModel<>(CinderSnapshotBackupBuilder.class)
                        .instantiate(
                                Map.of(
                                        "step",
                                        Map.of(
                                                "namespace", "shop",
                                                "pvc", pvc,
                                                "snapshot",
                                                        Map.of("retention", Map.of("keepLast", 1, "keepForDays", 0)),
                                                "repository",
                                                        Map.of(
                                                                "url", "rest:https://backup.example.com/shop",
                                                                "passwordCredentialsId", "restic-password",
                                                                "credentialsId", "backup-server"),
                                                "tags", List.of("nightly"))),
                                null));
        return job;
    }
}
