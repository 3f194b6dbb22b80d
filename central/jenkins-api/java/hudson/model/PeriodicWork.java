package hudson.model;

import hudson.ExtensionPoint;
import hudson.triggers.SafeTimerTask;

public abstract class PeriodicWork extends SafeTimerTask implements ExtensionPoint {
    protected static final long HOUR = 60 * 60 * 1000L;

    public abstract long getRecurrencePeriod();

    public long getInitialDelay() {
        return 0;
    }
}
