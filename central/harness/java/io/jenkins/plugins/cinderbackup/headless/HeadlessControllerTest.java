package io.jenkins.plugins.cinderbackup.headless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.Secret;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadlessControllerTest {
    @TempDir
    Path home;

    private HeadlessController jenkins;

    @BeforeEach
    void start() {
        jenkins = HeadlessController.start(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void jenkinsAnswersUntilTheControllerIsClosed() {
        assertThat(Jenkins.get().getRootDir()).isEqualTo(home.toFile());
        jenkins.close();
        assertThat(Jenkins.getInstanceOrNull()).isNull();
        assertThatThrownBy(Jenkins::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSecondControllerDoesNotStartBesideTheFirst() {
        assertThatThrownBy(() -> HeadlessController.start(home)).hasMessageContaining("another controller runs");
    }

    @Test
    void buildsAreFoundByTheIdThatOutlivesARestart() {
        jenkins.job("nightly").build();
        HeadlessRun second = jenkins.job("nightly").build();
        assertThat(second.getExternalizableId()).isEqualTo("nightly#2");
        assertThat(second.getUrl()).isEqualTo("job/nightly/2/");
        assertThat(second.getRootDir())
                .isDirectory()
                .isEqualTo(home.resolve("jobs/nightly/builds/2").toFile());
        assertThat((Object) Run.fromExternalizableId("nightly#2")).isSameAs(second);
        assertThat((Object) Run.fromExternalizableId("nightly#3")).isNull();
    }

    @Test
    void aResultOnlyGetsWorseAndNotAfterTheEnd() {
        HeadlessRun run = jenkins.job("nightly").build();
        run.setResult(Result.UNSTABLE);
        run.finish(Result.SUCCESS);
        assertThat(run.getResult()).isSameAs(Result.UNSTABLE);
        assertThatThrownBy(() -> run.setResult(Result.FAILURE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCredentialIsFoundByIdAndTypeAndItsUseIsNoted() {
        HeadlessRun run = jenkins.job("nightly").build();
        Login login = new Login("cloud");
        jenkins.add(login);
        assertThat(CredentialsProvider.findCredentialById("cloud", StringCredentials.class, run))
                .isNull();
        var found = CredentialsProvider.findCredentialById("cloud", StandardUsernamePasswordCredentials.class, run);
        CredentialsProvider.track(run, found);
        assertThat(jenkins.uses()).containsExactly(new HeadlessController.Use(run, login));
    }

    @Test
    void anExtensionIsMadeOnceAndOnlyIfItSaysThatItIsOne() {
        assertThat(ExtensionList.lookupSingleton(Known.class)).isSameAs(ExtensionList.lookupSingleton(Known.class));
        assertThatThrownBy(() -> ExtensionList.lookupSingleton(Unknown.class)).hasMessageContaining("no @Extension");
    }

    @Extension
    public static class Known {}

    public static class Unknown {}

    private record Login(String id) implements StandardUsernamePasswordCredentials {
        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getDescription() {
            return "";
        }

        @Override
        public String getUsername() {
            return "backup";
        }

        @Override
        public Secret getPassword() {
            return Secret.fromString("canary");
        }

        @Override
        public CredentialsScope getScope() {
            return CredentialsScope.GLOBAL;
        }

        @Override
        public CredentialsDescriptor getDescriptor() {
            throw new UnsupportedOperationException();
        }
    }
}
