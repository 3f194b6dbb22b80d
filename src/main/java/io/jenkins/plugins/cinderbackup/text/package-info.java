/** Texts as people have them: files with the marks of their encoding, and shell scripts that only set variables. Nothing but {@code java.*}. */
package io.jenkins.plugins.cinderbackup.text;
