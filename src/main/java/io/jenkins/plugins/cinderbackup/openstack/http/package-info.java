/** openstack4j's connector over {@code java.net.http}: one call and its answer, TLS, the proxy, the catalog's URLs, and failures in words. */
package io.jenkins.plugins.cinderbackup.openstack.http;
