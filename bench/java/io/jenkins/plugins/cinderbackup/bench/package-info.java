/** How fast the plugin is and what it costs, beside what is possible and what one would write instead. {@code ./dev bench} runs it. */
package io.jenkins.plugins.cinderbackup.bench;
