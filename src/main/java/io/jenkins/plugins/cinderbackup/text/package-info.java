/** Texts as people and servers have them: files with the marks of their encoding, shell scripts that only set variables, YAML, URLs and times in headers. */
package io.jenkins.plugins.cinderbackup.text;
