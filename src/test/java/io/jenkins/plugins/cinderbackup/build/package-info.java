/** What holds for the project as a whole: the arrows between its packages, the size of its classes, its indexes and its package. */
package io.jenkins.plugins.cinderbackup.build;
