package hudson.model;

import hudson.ExtensionPoint;
import org.kohsuke.stapler.StaplerProxy;

public abstract class AdministrativeMonitor implements ModelObject, ExtensionPoint, StaplerProxy {
    protected AdministrativeMonitor() {}

    @Override
    public String getDisplayName() {
        return getClass().getName();
    }

    public abstract boolean isActivated();

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException("no web requests here");
    }
}
