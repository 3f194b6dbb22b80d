package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import java.net.URL;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The build parameter's forms in a real Jenkins. */
@WithJenkins
class CinderBackupParameterJenkinsTest {
    private static FreeStyleProject job(JenkinsRule jenkins, CinderBackupParameterDefinition parameter)
            throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("restore");
        job.addProperty(new ParametersDefinitionProperty(parameter));
        return job;
    }

    private static CinderBackupParameterDefinition parameter() {
        CinderBackupParameterDefinition parameter = new CinderBackupParameterDefinition("BACKUP");
        parameter.setDescription("Which one?");
        parameter.setCluster("production");
        parameter.setNamespace("shop");
        parameter.setPvc("<b>größe");
        parameter.setRepository("tenants");
        parameter.setLimit(7);
        return parameter;
    }

    @Test
    void theFormOfTheJobLosesNothing(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins, parameter());

        jenkins.configRoundtrip(job);

        assertThat(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinition("BACKUP"))
                .usingRecursiveComparison()
                .isEqualTo(parameter());
    }

    @Test
    void whoeverStartsABuildIsOfferedTheNewestAndToldInPlainTextWhyThereIsNoOther(JenkinsRule jenkins)
            throws Exception {
        FreeStyleProject job = job(jenkins, parameter());
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.setThrowExceptionOnFailingStatusCode(false);
            HtmlPage page = client.getPage(job, "build?delay=0sec");
            HtmlForm form = page.getFormByName("parameters");

            assertThat(form.getSelectByName("value").getOptions())
                    .singleElement()
                    .satisfies(option -> assertThat(option.getValueAttribute()).isEqualTo("latest"));
            assertThat(page.asNormalizedText()).contains("pvc is '<b>größe'");
            jenkins.submit(form);
        }
        jenkins.waitUntilNoActivity();
        assertThat(job.getLastBuild()
                        .getAction(ParametersAction.class)
                        .getParameter("BACKUP")
                        .getValue())
                .isEqualTo("latest");
    }

    @Test
    void aScriptThatGivesAnotherTextIsToldWhyAndNoBuildIsStarted(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins, parameter());
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.setThrowExceptionOnFailingStatusCode(false);
            URL url = new URL(jenkins.getURL(), job.getUrl() + "buildWithParameters?BACKUP=newest");
            WebResponse answer = client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)))
                    .getWebResponse();

            assertThat(answer.getStatusCode()).isEqualTo(400);
            assertThat(answer.getContentAsString())
                    .contains("Parameter BACKUP: backup is ")
                    .doesNotContain("RefusedValue");
        }
        assertThat(job.isInQueue() || job.getLastBuild() != null).isFalse();
    }

    @Test
    void aPipelineCallsItByItsSymbol(JenkinsRule jenkins) {
        assertThat(SymbolLookup.get().findDescriptor(ParameterDefinition.class, "cinderBackup").clazz)
                .isEqualTo(CinderBackupParameterDefinition.class);
    }
}
