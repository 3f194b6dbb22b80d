/**
 * What becomes of a whole run when something goes wrong in any of its calls: engine and adapters as shipped, over HTTP, against the
 * simulators, on a clock that stands until it is moved. {@code docs/faults.md} has the outcomes.
 */
package io.jenkins.plugins.cinderbackup.faults;
