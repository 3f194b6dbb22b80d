package net.sf.json;

import java.util.LinkedHashMap;
import java.util.Map;

public final class JSONObject {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public JSONObject() {}

    /** Only whether it can be an object: what it says nobody asks for here. */
    public static JSONObject fromObject(Object object) {
        if (!String.valueOf(object).startsWith("{")) {
            throw new JSONException("A JSONObject text must begin with '{'");
        }
        return new JSONObject();
    }

    public Object put(String key, Object value) {
        return values.put(key, value);
    }

    public Object opt(String key) {
        return values.get(key);
    }

    public String optString(String key) {
        Object value = opt(key);
        return value == null ? "" : value.toString();
    }

    public JSONObject optJSONObject(String key) {
        return opt(key) instanceof JSONObject object ? object : null;
    }
}
