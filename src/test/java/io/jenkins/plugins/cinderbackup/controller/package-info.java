/** The whole plugin in a real Jenkins, for which only the root build has the artifacts. */
package io.jenkins.plugins.cinderbackup.controller;
