package io.jenkins.plugins.cinderbackup.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A test class that runs in {@code ./dev real} only, where {@code REAL_RIGS} names the folder of the running rigs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("real")
@EnabledIfEnvironmentVariable(named = "REAL_RIGS", matches = ".+")
@Timeout(300)
public @interface Real {}
