package io.jenkins.plugins.cinderbackup.build;

import static java.util.stream.Collectors.joining;

import com.sun.source.util.JavacTask;
import edu.umd.cs.findbugs.annotations.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java types as the compiler sees them. No class is loaded or initialised, so a type whose own needs are not on the class
 * path can be looked at too.
 *
 * @param declared the top level types of the sources
 */
record JavaTypes(Elements elements, Types types, List<TypeElement> declared) {

    /**
     * The types of these sources, which stand in front of the class path's.
     *
     * @throws IllegalArgumentException if the sources do not compile; the message has each error
     */
    static JavaTypes of(Collection<? extends JavaFileObject> sources, String classPath) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        JavacTask task = task(sources, classPath, diagnostics);
        try {
            List<TypeElement> declared = new ArrayList<>();
            for (TypeElement type : ElementFilter.typesIn(collected(task.analyze()))) {
                if (type.getNestingKind() == NestingKind.TOP_LEVEL) {
                    declared.add(type);
                }
            }
            refuseErrors(diagnostics);
            return new JavaTypes(task.getElements(), task.getTypes(), declared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types of this class path. */
    static JavaTypes of(String classPath) {
        JavacTask task = task(List.of(), classPath, null);
        return new JavaTypes(task.getElements(), task.getTypes(), List.of());
    }

    private static JavacTask task(
            Collection<? extends JavaFileObject> sources,
            String classPath,
            @Nullable DiagnosticListener<JavaFileObject> listener) {
        List<String> options = List.of("-proc:none", "-classpath", classPath);
        return (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, listener, options, null, sources);
    }

    /** Without the declared types of this package and those below it, which are only there to make the others act. */
    JavaTypes without(String root) {
        return new JavaTypes(
                elements,
                types,
                declared.stream()
                        .filter(type -> !type.getQualifiedName().toString().startsWith(root + "."))
                        .toList());
    }

    private static <T> List<T> collected(Iterable<? extends T> some) {
        List<T> list = new ArrayList<>();
        some.forEach(list::add);
        return list;
    }

    private static void refuseErrors(DiagnosticCollector<JavaFileObject> diagnostics) {
        String errors = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .collect(joining("\n"));
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(errors);
        }
    }

    /** The type and all that it inherits from, type arguments filled in: its superclasses first, then the nearest interfaces. */
    Collection<DeclaredType> lineage(TypeElement type) {
        Map<String, DeclaredType> classes = new LinkedHashMap<>();
        Map<String, DeclaredType> interfaces = new LinkedHashMap<>();
        Deque<TypeMirror> next = new ArrayDeque<>(List.of(type.asType()));
        while (!next.isEmpty()) {
            var one = (DeclaredType) next.remove();
            boolean isInterface = one.asElement().getKind().isInterface() && one != type.asType();
            if ((isInterface ? interfaces : classes).putIfAbsent(TypeText.of(one), one) == null) {
                next.addAll(types.directSupertypes(one));
            }
        }
        classes.putAll(interfaces);
        return classes.values();
    }

    /** The field of this name that the type declares or inherits. */
    Optional<VariableElement> field(TypeElement type, Name name) {
        return lineage(type).stream()
                .flatMap(one -> ElementFilter.fieldsIn(one.asElement().getEnclosedElements()).stream())
                .filter(field -> field.getSimpleName().contentEquals(name))
                .findFirst();
    }

    /** The type's constructors, by their {@link #call}. */
    Map<String, ExecutableElement> constructors(TypeElement type) {
        Map<String, ExecutableElement> found = new LinkedHashMap<>();
        ElementFilter.constructorsIn(type.getEnclosedElements()).forEach(one -> found.put(call(one, type), one));
        return found;
    }

    /** The methods that the type declares or inherits, by their {@link #call}; of those that override each other, the last. */
    Map<String, ExecutableElement> methods(TypeElement type) {
        Map<String, ExecutableElement> found = new LinkedHashMap<>();
        for (DeclaredType one : lineage(type)) {
            ElementFilter.methodsIn(one.asElement().getEnclosedElements()).stream()
                    .forEach(method -> found.putIfAbsent(call(method, type), method));
        }
        return found;
    }

    /** Name and erased parameters, by which methods of one type differ; type arguments are filled in. */
    String call(ExecutableElement method, TypeElement type) {
        var seen = (ExecutableType) types.asMemberOf((DeclaredType) type.asType(), method);
        return method.getSimpleName() + "("
                + TypeText.of(
                        seen.getParameterTypes().stream().map(types::erasure).toList()) + ")";
    }
}
