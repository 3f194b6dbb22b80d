package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.wiring.ConfiguredTargets;
import io.jenkins.plugins.cinderbackup.wiring.CreationLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What an administrator has set: clouds, clusters and what jobs may do there, repositories, defaults. What is wrong is refused as a whole, with all that is wrong
 * said at once; what was there before stays.
 */
@Extension(dynamicLoadable = YesNoMaybe.YES)
@Symbol("cinderSnapshotBackup")
public final class CinderBackupConfiguration extends GlobalConfiguration implements ConfiguredTargets {
    private static final TextCheck IMAGE = new TextCheck("image", PlanCheck::image);

    private List<OpenstackCloud> clouds = new ArrayList<>();
    private List<KubernetesCluster> clusters = new ArrayList<>();
    private List<ResticRepository> repositories = new ArrayList<>();
    private String image;
    private ResourceOptions resources;

    public CinderBackupConfiguration() {
        load();
    }

    /** The one of this controller. */
    public static CinderBackupConfiguration get() {
        return ExtensionList.lookupSingleton(CinderBackupConfiguration.class);
    }

    /** The clouds, each with a name. */
    public List<OpenstackCloud> getClouds() {
        return List.copyOf(clouds);
    }

    /** @throws IllegalArgumentException with all that is wrong */
    @DataBoundSetter
    public void setClouds(@CheckForNull List<OpenstackCloud> clouds) {
        List<OpenstackCloud> wanted = clouds == null ? List.of() : clouds;
        refuse(SettingsCheck.clouds(wanted));
        this.clouds = new ArrayList<>(wanted);
        save();
    }

    /** The clusters, each with a name. */
    public List<KubernetesCluster> getClusters() {
        return List.copyOf(clusters);
    }

    /** @throws IllegalArgumentException with all that is wrong */
    @DataBoundSetter
    public void setClusters(@CheckForNull List<KubernetesCluster> clusters) {
        List<KubernetesCluster> wanted = clusters == null ? List.of() : clusters;
        refuse(SettingsCheck.clusters(wanted));
        this.clusters = new ArrayList<>(wanted);
        save();
    }

    /** The restic repositories, each with a name. */
    public List<ResticRepository> getRepositories() {
        return List.copyOf(repositories);
    }

    /** @throws IllegalArgumentException with all that is wrong */
    @DataBoundSetter
    public void setRepositories(@CheckForNull List<ResticRepository> repositories) {
        List<ResticRepository> wanted = repositories == null ? List.of() : repositories;
        refuse(SettingsCheck.repositories(wanted));
        this.repositories = new ArrayList<>(wanted);
        save();
    }

    /** The image of jobs that choose none; the plugin's own default if null. */
    @CheckForNull
    public String getImage() {
        return image;
    }

    /** @throws IllegalArgumentException if it is no image */
    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        String wanted = Util.fixEmptyAndTrim(image);
        refuse(IMAGE.problem(wanted).stream().toList());
        this.image = wanted;
        save();
    }

    /** CPU and memory of jobs that choose none; the plugin's own defaults if null. */
    @CheckForNull
    public ResourceOptions getResources() {
        return resources;
    }

    /** @throws IllegalArgumentException with all that is wrong */
    @DataBoundSetter
    public void setResources(@CheckForNull ResourceOptions resources) {
        ResourceOptions wanted = resources == null ? new ResourceOptions() : resources;
        refuse(wanted.problems());
        this.resources = wanted.isSet() ? wanted : null;
        save();
    }

    private static void refuse(List<Finding> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(FormAnswer.text(problems));
        }
    }

    /** Takes over the whole form or nothing of it; a list that is not in the form any more is empty. */
    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        List<OpenstackCloud> newClouds = req.bindJSONToList(OpenstackCloud.class, json.opt("clouds"));
        List<KubernetesCluster> newClusters = req.bindJSONToList(KubernetesCluster.class, json.opt("clusters"));
        List<ResticRepository> newRepositories = req.bindJSONToList(ResticRepository.class, json.opt("repositories"));
        String newImage = Util.fixEmptyAndTrim(json.optString("image"));
        ResourceOptions newResources = req.bindJSON(ResourceOptions.class, json.optJSONObject("resources"));
        List<Finding> problems = Stream.of(
                        SettingsCheck.clouds(newClouds),
                        SettingsCheck.clusters(newClusters),
                        SettingsCheck.repositories(newRepositories),
                        IMAGE.problem(newImage).stream().toList(),
                        newResources.problems())
                .flatMap(List::stream)
                .toList();
        if (!problems.isEmpty()) {
            throw new FormException(getDisplayName() + ": " + FormAnswer.text(problems), "clouds");
        }
        clouds = newClouds;
        clusters = newClusters;
        repositories = newRepositories;
        image = newImage;
        resources = newResources.isSet() ? newResources : null;
        save();
        return true;
    }

    /** The cloud of that name. */
    public Optional<OpenstackCloud> cloud(@NonNull String name) {
        return clouds.stream().filter(cloud -> name.equals(cloud.getName())).findFirst();
    }

    /**
     * How many of this controller's backups may create in a cloud at once: what the cloud of that name says; for one that is written into a job, what the strictest
     * cloud with the same Keystone says.
     */
    public int maxConcurrentCreations(@NonNull String name, @NonNull String authUrl) {
        Stream<OpenstackCloud> meant = cloud(name).isPresent()
                ? cloud(name).stream()
                : clouds.stream().filter(cloud -> CreationLimits.isSameCloud(cloud.getAuthUrl(), authUrl));
        return meant.map(OpenstackCloud::getMaxConcurrentCreations)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(CreationLimits.MOST);
    }

    /** The cluster of that name. */
    public Optional<KubernetesCluster> cluster(@NonNull String name) {
        return clusters.stream()
                .filter(cluster -> name.equals(cluster.getName()))
                .findFirst();
    }

    /** The repository of that name. */
    public Optional<ResticRepository> repository(@NonNull String name) {
        return repositories.stream()
                .filter(repository -> name.equals(repository.getName()))
                .findFirst();
    }

    @NonNull
    @Override
    public List<CloudAddress> cloudAddresses() {
        return clouds.stream().map(OpenstackCloud::toAddress).toList();
    }

    @NonNull
    @Override
    public List<ClusterArea> clusterAreas() {
        return clusters.stream().map(KubernetesCluster::toArea).toList();
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CinderBackupConfiguration_DisplayName();
    }

    /** Whether it can be an image. */
    @POST
    public FormValidation doCheckImage(@QueryParameter String value) {
        return IMAGE.inForm(null, value);
    }
}
