package io.jenkins.plugins.cinderbackup.headless;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.Extension;
import hudson.ProxyConfiguration;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.plugins.cinderbackup.central.Controller;
import io.jenkins.plugins.cinderbackup.central.Controllers;
import java.io.File;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A controller without Jenkins: what {@code Jenkins.get()}, the credentials look-up and their like answer between
 * {@link #start} and {@link #close}. A restart is a second one over the same home.
 */
public final class HeadlessController implements Controller, AutoCloseable {
    private final Path home;
    private final Map<String, HeadlessJob> jobs = new ConcurrentHashMap<>();
    private final Map<String, HeadlessFolder> folders = new ConcurrentHashMap<>();
    /** By the full name of where they are, which is empty for Jenkins itself, and by id. */
    private final Map<String, Map<String, IdCredentials>> credentials = new ConcurrentHashMap<>();

    private final Map<Class<?>, Object> extensions = new ConcurrentHashMap<>();
    /** What was chosen for the parameters of builds, as {@code ${NAME}}. */
    private final Map<Run<?, ?>, Map<String, String>> chosen = new ConcurrentHashMap<>();

    private final List<Use> uses = new CopyOnWriteArrayList<>();
    private final List<StepExecution> executions = new CopyOnWriteArrayList<>();
    private final Set<Permission> denied = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<Permission>> deniedThere = new ConcurrentHashMap<>();
    private volatile ProxyConfiguration proxy;

    /** A credential that a build has used and said so. */
    public record Use(Run<?, ?> run, Credentials credential) {}

    private HeadlessController(Path home) {
        this.home = home;
    }

    /** Starts one; another that runs must be closed before. */
    public static HeadlessController start(Path home) {
        HeadlessController controller = new HeadlessController(home);
        Controllers.start(controller);
        return controller;
    }

    @Override
    public void close() {
        Controllers.stop(this);
    }

    /** The job of this full name, made at the first call, with the folders that it is in. */
    public HeadlessJob job(String fullName) {
        return jobs.computeIfAbsent(fullName, unknown -> new HeadlessJob(group(unknown), ownName(unknown)));
    }

    private ItemGroup<?> group(String fullName) {
        int slash = fullName.lastIndexOf('/');
        return slash < 0 ? Jenkins.get() : folder(fullName.substring(0, slash));
    }

    private HeadlessFolder folder(String fullName) {
        HeadlessFolder known = folders.get(fullName);
        if (known == null) {
            known = new HeadlessFolder(group(fullName), ownName(fullName));
            folders.put(fullName, known);
        }
        return known;
    }

    private static String ownName(String fullName) {
        return fullName.substring(fullName.lastIndexOf('/') + 1);
    }

    /** Has the job with its builds, as another start of this controller had it. */
    public void add(HeadlessJob job) {
        jobs.put(job.getFullName(), job);
    }

    /** Puts a credential where every job may use it. */
    public void add(IdCredentials credential) {
        add("", credential);
    }

    /** Puts a credential where the jobs of that folder, and of those in it, may use it. */
    public void add(String folder, IdCredentials credential) {
        credentials.computeIfAbsent(folder, first -> new ConcurrentHashMap<>()).put(credential.getId(), credential);
    }

    /** Has chosen a credential for a parameter of the build; what starts again over this home does not know of it. */
    public void choose(Run<?, ?> run, String parameter, String id) {
        chosen.computeIfAbsent(run, first -> new ConcurrentHashMap<>()).put("${" + parameter + "}", id);
    }

    /** From now on the user that asks does not have these permissions anywhere. */
    public void deny(Permission... permissions) {
        denied.addAll(List.of(permissions));
    }

    /** From now on the user that asks does not have these permissions on that job or folder. */
    public void deny(Item item, Permission... permissions) {
        deniedThere
                .computeIfAbsent(item.getFullName(), first -> ConcurrentHashMap.newKeySet())
                .addAll(List.of(permissions));
    }

    /** What the builds have used, first use first. */
    public List<Use> uses() {
        return List.copyOf(uses);
    }

    /** The step under way, for whoever asks for all that are. */
    public void add(StepExecution execution) {
        executions.add(execution);
    }

    /** The proxy from now on; null for none. */
    public void useProxy(ProxyConfiguration configuration) {
        proxy = configuration;
    }

    @Override
    public File rootDir() {
        return home.toFile();
    }

    @Override
    public String rootUrl() {
        return "https://jenkins.example.org/";
    }

    @Override
    public ProxyConfiguration proxy() {
        return proxy;
    }

    @Override
    public String legacyInstanceId() {
        return "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    }

    @Override
    public Item item(String fullName) {
        return jobs.get(fullName);
    }

    @Override
    public <T> T extension(Class<T> type) {
        Class<?> implementation = type.isInterface() ? implementation(type) : type;
        return type.cast(extensions.computeIfAbsent(implementation, HeadlessController::instantiate));
    }

    /** The one extension that implements the interface, as the index of extensions has it. */
    private static Class<?> implementation(Class<?> type) {
        for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, type.getClassLoader())) {
            try {
                Class<?> indexed = Class.forName(item.className(), false, type.getClassLoader());
                if (type.isAssignableFrom(indexed)) {
                    return indexed;
                }
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("no @Extension implements " + type);
    }

    @Override
    public Descriptor<?> descriptor(@SuppressWarnings("rawtypes") Class<? extends Describable> type) {
        return Arrays.stream(type.getDeclaredClasses())
                .filter(Descriptor.class::isAssignableFrom)
                .findFirst()
                .map(descriptor -> (Descriptor<?>) extension(descriptor))
                .orElseThrow(() -> new AssertionError(type + " is missing its descriptor"));
    }

    @Override
    public <C extends IdCredentials> C credential(String id, Class<C> type, Item item) {
        return credentials(type, item).stream()
                .filter(found -> found.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String credentialsId(String id, Run<?, ?> run) {
        return chosen.getOrDefault(run, Map.of()).getOrDefault(id, id);
    }

    /** Those that are nearest to the item come first, and hide others of the same id; scope System is for Jenkins itself. */
    @Override
    public <C extends IdCredentials> List<C> credentials(Class<C> type, Item item) {
        Map<String, C> visible = new LinkedHashMap<>();
        for (String place : placesFrom(item)) {
            credentials.getOrDefault(place, Map.of()).values().stream()
                    .filter(type::isInstance)
                    .filter(found -> item == null || found.getScope() != CredentialsScope.SYSTEM)
                    .forEach(found -> visible.putIfAbsent(found.getId(), type.cast(found)));
        }
        return List.copyOf(visible.values());
    }

    private static List<String> placesFrom(Item item) {
        List<String> places = new ArrayList<>();
        for (Item inner = item; inner != null; inner = inner.getParent() instanceof Item folder ? folder : null) {
            places.add(inner.getFullName());
        }
        places.add("");
        return places;
    }

    @Override
    public boolean permits(AccessControlled where, Permission permission) {
        boolean there = where instanceof Item item
                && deniedThere.getOrDefault(item.getFullName(), Set.of()).contains(permission);
        return !there && !denied.contains(permission);
    }

    @Override
    public void save(Descriptor<?> descriptor) {
        SavedDescriptor.write(descriptor, home);
    }

    @Override
    public void load(Descriptor<?> descriptor) {
        SavedDescriptor.read(descriptor, home);
    }

    @Override
    public void tracked(Run<?, ?> run, Credentials credential) {
        uses.add(new Use(run, credential));
    }

    @Override
    public List<StepExecution> executions() {
        return List.copyOf(executions);
    }

    /** As Jenkins does for a class in its index of extensions; one that is not there would never be made. */
    private static Object instantiate(Class<?> type) {
        if (!type.isAnnotationPresent(Extension.class)) {
            throw new IllegalStateException(type + " is no @Extension");
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make the extension " + type, e);
        }
    }
}
