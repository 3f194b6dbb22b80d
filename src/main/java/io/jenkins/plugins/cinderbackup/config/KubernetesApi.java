package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A Kubernetes API server and how to log in, written into a job. */
public final class KubernetesApi extends KubernetesConnection implements Describable<KubernetesApi> {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public KubernetesApi() {
        // All is optional
    }

    /**
     * Where it is and whose credential is used; never the controller's own service account, which only an administrator may lend.
     *
     * @param label what messages call it
     * @param fields what messages put before the names of its fields
     */
    @NonNull
    public ClusterAddress toAddress(@NonNull String label, @NonNull String fields) {
        return toAddress(label, fields, false);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends ConnectionDescriptor<KubernetesApi> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KubernetesApi_DisplayName();
        }

        /** Whether a credential is chosen, which a cluster written into a job always needs. */
        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.credential(item, value, doFillCredentialsIdItems(item, null), true);
        }

        /** Logs in and asks for the permissions, in all namespaces: which one is meant stands elsewhere in the job. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String serverUrl,
                @QueryParameter String caCertificate,
                @QueryParameter String credentialsId,
                @QueryParameter String context) {
            FormAccess.requireConfigure(item);
            KubernetesApi api = new KubernetesApi();
            api.setServerUrl(serverUrl);
            api.setCaCertificate(caCertificate);
            api.setCredentialsId(credentialsId);
            api.setContext(context);
            ClusterAddress address = api.toAddress("of this form", "");
            return FormAnswer.tested(
                    AddressCheck.cluster(address),
                    () -> new ConnectionTest(item).cluster(address, null, null, List.of()));
        }
    }
}
