package io.jenkins.plugins.cinderbackup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ManagementLink;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;

/**
 * A method of the plugin that a browser can call and that is no page: what is got changes nothing, and its page's own test says who may see what.
 *
 * @param type the extension that has it
 * @param path below Jenkins or, for a descriptor's, also below a job
 */
record FormMethod(Class<?> type, Method method, String path) {
    private static final String ROOT = "io.jenkins.plugins.cinderbackup";

    /** All there are, so that none can be forgotten. */
    static List<FormMethod> all() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT).stream()
                        .map(type -> (Class<?>) type.reflect())
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                        .flatMap(FormMethod::of)
                        .toList();
    }

    private static Stream<FormMethod> of(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().matches("do[A-Z].*") && !method.isBridge())
                .filter(method -> method.getDeclaringClass().getName().startsWith(ROOT))
                .filter(method -> !method.isAnnotationPresent(GET.class))
                .map(method -> new FormMethod(type, method, owner(type) + name(method)));
    }

    private static String owner(Class<?> type) {
        if (Descriptor.class.isAssignableFrom(type)) {
            return "descriptorByName/" + ((Descriptor<?>) extension(type)).getId() + "/";
        }
        assertThat(ManagementLink.class)
                .as("where %s is reached is not known here", type)
                .isAssignableFrom(type);
        return "manage/" + ((ManagementLink) extension(type)).getUrlName() + "/";
    }

    private static Object extension(Class<?> type) {
        return ExtensionList.lookupSingleton(type);
    }

    private static String name(Method method) {
        return method.getName().substring(2, 3).toLowerCase() + method.getName().substring(3);
    }

    /** Whether it asks for the item in whose form it is: then who may configure that item may call it there. */
    boolean isForItems() {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(AncestorInPath.class)
                        && Item.class.isAssignableFrom(parameter.getType()));
    }

    boolean isDescriptors() {
        return Descriptor.class.isAssignableFrom(type);
    }

    /** The names of its parameters in a request. */
    List<String> parameters() {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(QueryParameter.class))
                .map(parameter -> Objects.requireNonNullElse(
                                        parameter
                                                .getAnnotation(QueryParameter.class)
                                                .value(),
                                        "")
                                .isEmpty()
                        ? parameter.getName()
                        : parameter.getAnnotation(QueryParameter.class).value())
                .toList();
    }

    @Override
    public String toString() {
        return type.getName() + "." + method.getName();
    }
}
