package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that has Cinder do something which may take a while. */
public abstract class CinderActionStep extends CinderRunStep {
    static final NumberCheck TIMEOUT = new NumberCheck("timeout", PlanCheck::seconds);

    private int timeout;

    /** @param timeout the default, in seconds */
    CinderActionStep(int timeout) {
        this.timeout = timeout;
    }

    /** How long Cinder may take. */
    final Duration limit() {
        return Duration.ofSeconds(timeout);
    }

    /** Seconds until Cinder must be done; each step says with what. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }
}
