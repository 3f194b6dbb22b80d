package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.AbstractItem;
import hudson.model.ItemGroup;

/** A folder of jobs, and of other folders. */
final class HeadlessFolder extends AbstractItem implements ItemGroup<HeadlessJob> {
    HeadlessFolder(ItemGroup<?> parent, String name) {
        super(parent, name);
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }
}
