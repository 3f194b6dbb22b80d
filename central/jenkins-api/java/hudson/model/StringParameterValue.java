package hudson.model;

import hudson.Util;

public class StringParameterValue extends ParameterValue {
    private final String text;

    public StringParameterValue(String name, String value, String description) {
        super(name, description);
        this.text = Util.fixNull(value);
    }

    @Override
    public String getValue() {
        return text;
    }
}
