package io.jenkins.plugins.cinderbackup.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A class of {@link Real} tests that run with Cinder's backup driver for Ceph; before them and afterwards it is the one that writes files. Cinder is restarted for that. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(CephBackups.Switch.class)
public @interface CephBackups {
    /** Changes the driver. */
    final class Switch implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            Rigs.OPENSTACK.control("backup", "ceph");
        }

        @Override
        public void afterAll(ExtensionContext context) {
            Rigs.OPENSTACK.control("backup", "posix");
        }
    }
}
