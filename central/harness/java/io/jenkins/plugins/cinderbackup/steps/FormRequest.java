package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.headless.Describables;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** A form that was submitted, with these settings in it whatever its JSON. */
record FormRequest(Map<String, Object> arguments) implements StaplerRequest2 {
    @Override
    public <T> T bindJSON(Class<T> type, JSONObject src) {
        return Describables.make(type, arguments);
    }

    @Override
    public <T> List<T> bindJSONToList(Class<T> type, Object src) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T findAncestorObject(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
