package io.jenkins.plugins.cinderbackup.build;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * Compares signatures with the types that they stand for. A signature may leave out members and ancestors, but what it has
 * that is public or protected is exactly what the real type declares or inherits, by the name of each type in it.
 */
final class SignatureComparison {
    private final JavaTypes signatures;
    private final JavaTypes real;
    private final Set<String> extended;
    private final List<String> differences = new ArrayList<>();

    private SignatureComparison(JavaTypes signatures, JavaTypes real, Set<String> extended) {
        this.signatures = signatures;
        this.real = real;
        this.extended = extended;
    }

    /**
     * All differences, a line each; none if the signatures are right.
     *
     * @param extended full names of the types that code compiled with the signatures extends or implements: these must have
     *     all abstract methods of the real type
     */
    static List<String> differences(JavaTypes signatures, JavaTypes real, Set<String> extended) {
        var comparison = new SignatureComparison(signatures, real, extended);
        signatures.declared().forEach(comparison::compare);
        return comparison.differences;
    }

    private void compare(TypeElement type) {
        if (!DeclarationText.visible(type)) {
            return;
        }
        TypeElement really = real.elements().getTypeElement(type.getQualifiedName());
        if (really == null) {
            report(type, "", "there is no such type");
            return;
        }
        compare(type, "", DeclarationText.of(type), DeclarationText.of(really));
        ancestors(type, really);
        for (Element member : type.getEnclosedElements()) {
            if (DeclarationText.visible(member)) {
                compare(type, really, member);
            }
        }
        obligations(type, really);
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::compare);
    }

    private void compare(TypeElement type, TypeElement really, Element member) {
        switch (member.getKind()) {
            case FIELD -> field(type, really, (VariableElement) member);
            case CONSTRUCTOR -> callable(type, really, (ExecutableElement) member, real.constructors(really));
            case METHOD -> callable(type, really, (ExecutableElement) member, real.methods(really));
            default -> {} // enum constants are part of their type's own line, nested types come later
        }
    }

    private void ancestors(TypeElement type, TypeElement really) {
        List<String> there = real.lineage(really).stream().map(TypeText::of).toList();
        signatures.types().directSupertypes(type.asType()).stream()
                .map(TypeText::of)
                .filter(ancestor -> !there.contains(ancestor))
                .forEach(ancestor ->
                        report(type, "", "is a " + ancestor + " here, but really a " + there.subList(1, there.size())));
    }

    private void field(TypeElement type, TypeElement really, VariableElement field) {
        String member = "." + field.getSimpleName();
        real.field(really, field.getSimpleName())
                .ifPresentOrElse(
                        found -> compare(
                                type,
                                member,
                                DeclarationText.of(field, type, signatures),
                                DeclarationText.of(found, really, real)),
                        () -> report(type, member, "there is no such field"));
    }

    private void callable(
            TypeElement type, TypeElement really, ExecutableElement here, Map<String, ExecutableElement> candidates) {
        String call = signatures.call(here, type);
        ExecutableElement there = candidates.get(call);
        if (there == null) {
            String others = candidates.values().stream()
                    .filter(candidate -> candidate.getSimpleName().contentEquals(here.getSimpleName()))
                    .map(candidate -> DeclarationText.of(candidate, really, real))
                    .collect(joining("; "));
            report(type, "." + call, "there is no such one" + (others.isEmpty() ? "" : ", but " + others));
            return;
        }
        boolean same = compare(
                type, "." + call, DeclarationText.of(here, type, signatures), DeclarationText.of(there, really, real));
        if (same) { // then it may still be what a generic ancestor declares, to which a class file links otherwise
            compare(
                    type,
                    "." + call + ", in a class file",
                    DeclarationText.erased(here, signatures),
                    DeclarationText.erased(there, real));
        }
    }

    private void obligations(TypeElement type, TypeElement really) {
        boolean annotation = type.getKind() == ElementKind.ANNOTATION_TYPE;
        if (!annotation
                && !extended.contains(signatures.elements().getBinaryName(type).toString())) {
            return;
        }
        Map<String, ExecutableElement> here = signatures.methods(type);
        real.methods(really).forEach((call, method) -> {
            if (isLeftToOthers(method, really) && !isAbstract(here.get(call))) {
                report(
                        type,
                        "." + call,
                        (annotation ? "each use must give it" : "what extends it must implement") + " ["
                                + DeclarationText.of(method, really, real) + "], which is not in the signature");
            }
        });
    }

    /** True of what has no default and no body, not even that of {@code Object}, which a class has whatever an interface says. */
    private boolean isLeftToOthers(ExecutableElement method, TypeElement really) {
        boolean objectHasIt = really.getKind().isInterface()
                && real.methods(real.elements().getTypeElement("java.lang.Object"))
                        .containsKey(real.call(method, really));
        return isAbstract(method)
                && DeclarationText.visible(method)
                && method.getDefaultValue() == null
                && !objectHasIt;
    }

    private static boolean isAbstract(ExecutableElement method) {
        return method != null && method.getModifiers().contains(Modifier.ABSTRACT);
    }

    private boolean compare(TypeElement type, String member, String here, String there) {
        boolean same = here.equals(there);
        if (!same) {
            report(type, member, "[" + here + "] here, but really [" + there + "]");
        }
        return same;
    }

    private void report(TypeElement type, String member, String what) {
        differences.add(type.getQualifiedName() + member + ": " + what);
    }
}
