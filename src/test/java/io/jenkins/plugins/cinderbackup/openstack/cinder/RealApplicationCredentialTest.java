package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.real.Rigs;
import java.util.Map;

/** The same with an application credential. */
class RealApplicationCredentialTest extends RealBlockStorageTest {
    @Override
    Map<String, String> variables() {
        return Map.of(
                "OS_AUTH_TYPE", "v3applicationcredential",
                "OS_AUTH_URL", Rigs.OPENSTACK.get("OS_AUTH_URL"),
                "OS_REGION_NAME", Rigs.OPENSTACK.get("OS_REGION_NAME"),
                "OS_APPLICATION_CREDENTIAL_ID", Rigs.OPENSTACK.get("RIG_APPCRED_ID"),
                "OS_APPLICATION_CREDENTIAL_SECRET", Rigs.OPENSTACK.get("RIG_APPCRED_SECRET"));
    }
}
