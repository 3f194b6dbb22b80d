package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** What an administrator has set: clouds, clusters and what jobs may do there, defaults. */
@Extension(dynamicLoadable = YesNoMaybe.YES)
@Symbol("cinderSnapshotBackup")
public final class CinderBackupConfiguration extends GlobalConfiguration {
    private List<OpenstackCloud> clouds = new ArrayList<>();
    private List<KubernetesCluster> clusters = new ArrayList<>();
    private String image;
    private ResourceOptions resources = new ResourceOptions();

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

    @DataBoundSetter
    public void setClouds(@CheckForNull List<OpenstackCloud> clouds) {
        this.clouds = clouds == null ? new ArrayList<>() : new ArrayList<>(clouds);
        save();
    }

    /** The clusters, each with a name. */
    public List<KubernetesCluster> getClusters() {
        return List.copyOf(clusters);
    }

    @DataBoundSetter
    public void setClusters(@CheckForNull List<KubernetesCluster> clusters) {
        this.clusters = clusters == null ? new ArrayList<>() : new ArrayList<>(clusters);
        save();
    }

    /** The image of jobs that choose none; the plugin's own default if null. */
    @CheckForNull
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(@CheckForNull String image) {
        this.image = Util.fixEmptyAndTrim(image);
        save();
    }

    /** CPU and memory of jobs that choose none. */
    public ResourceOptions getResources() {
        return resources;
    }

    @DataBoundSetter
    public void setResources(@CheckForNull ResourceOptions resources) {
        this.resources = resources == null ? new ResourceOptions() : resources;
        save();
    }

    /** The cloud of that name. */
    public Optional<OpenstackCloud> cloud(@NonNull String name) {
        return clouds.stream().filter(cloud -> name.equals(cloud.getName())).findFirst();
    }

    /** The cluster of that name. */
    public Optional<KubernetesCluster> cluster(@NonNull String name) {
        return clusters.stream().filter(cluster -> name.equals(cluster.getName())).findFirst();
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CinderBackupConfiguration_DisplayName();
    }
}
