package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginWrapper;
import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.cinderbackup.simulator.ConfiguredSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A backup in a Jenkins of its own process, where each plugin has its own class loader. The other tests have one class path for all. */
@NeedsRestic
class ClassLoadingJenkinsTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path folder;

    @Test
    void aBackupRunsAmongTheClassLoadersOfItsPlugins() throws Throwable {
        try (ConfiguredSite site = new ConfiguredSite(folder, 40)) {
            String configuration = site.configurationFile().toString();
            jenkins.then(rule -> {
                backUp(rule, configuration);
            });
            assertThat(site.leftovers()).hasSize(1);
        }
    }

    private static void backUp(JenkinsRule rule, String configuration) throws Exception {
        PluginWrapper plugin = rule.jenkins.getPluginManager().getPlugin("cinder-snapshot-backup");
        assertThat(BackupServices.class.getClassLoader()).isSameAs(plugin.classLoader);
        ConfigurationAsCode.get().configureWith(YamlSource.of(Path.of(configuration)));
        Controller controller = new Controller(rule);
        WorkflowRun build = controller.start(controller.pipeline("nightly", Controller.CALL));
        controller.awaitEnd(build, Result.SUCCESS);
        rule.assertLogContains("] Succeeded after ", build);
    }
}
