package com.cloudbees.plugins.credentials;

import hudson.model.ModelObject;
import java.io.Serializable;

public enum CredentialsScope implements Serializable {
    SYSTEM {
        @Override
        public boolean isVisible(ModelObject context) {
            return false;
        }
    },
    GLOBAL {
        @Override
        public boolean isVisible(ModelObject context) {
            return true;
        }
    },
    USER {
        @Override
        public boolean isVisible(ModelObject context) {
            return true;
        }
    };

    public abstract boolean isVisible(ModelObject context);
}
