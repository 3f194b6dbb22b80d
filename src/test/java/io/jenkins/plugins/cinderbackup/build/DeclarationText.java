package io.jenkins.plugins.cinderbackup.build;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.util.Types;

/** All that callers, subclasses and the compiler see of a declaration, in one line of Java. */
final class DeclarationText {
    private static final List<Modifier> MODIFIERS = List.of(
            Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE, Modifier.STATIC, Modifier.ABSTRACT, Modifier.FINAL);
    /** Whether an enum is one of these follows from bodies of its constants, which nobody outside sees. */
    private static final Set<Modifier> OF_NO_ENUM = Set.of(Modifier.ABSTRACT, Modifier.FINAL);
    /** What the compiler and the running program do with an annotation depends on these; on {@code @Documented} it does not. */
    private static final Set<String> META_ANNOTATIONS = Set.of("Retention", "Target", "Inherited", "Repeatable");

    private DeclarationText() {}

    /** {@code "public abstract class A<T extends B>"}, with what is said on an annotation and with the constants of an enum. */
    static String of(TypeElement type) {
        return words(
                metaAnnotations(type),
                modifiers(type),
                type.getKind().name().toLowerCase(Locale.ROOT),
                type.getQualifiedName() + TypeText.parameters(type),
                constants(type));
    }

    /** {@code "public static final int A = 1"}; the value is there if the compiler copies it to where the field is used. */
    static String of(VariableElement field, TypeElement owner, JavaTypes world) {
        Object value = field.getConstantValue();
        return words(
                modifiers(field),
                TypeText.of(world.types().asMemberOf((DeclaredType) owner.asType(), field)),
                field.getSimpleName().toString(),
                value == null ? "" : "= " + world.elements().getConstantExpression(value));
    }

    /** {@code "protected <T> T get(Class<T>, String...) throws E"}, seen from a type that declares or inherits it. */
    static String of(ExecutableElement method, TypeElement owner, JavaTypes world) {
        var seen = (ExecutableType) world.types().asMemberOf((DeclaredType) owner.asType(), method);
        boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
        String parameters = TypeText.of(seen.getParameterTypes());
        return words(
                modifiers(method),
                TypeText.parameters(method),
                constructor ? "" : TypeText.of(seen.getReturnType()),
                (constructor ? method.getEnclosingElement() : method).getSimpleName() + "("
                        + (method.isVarArgs() ? parameters.replaceAll("\\[]$", "...") : parameters) + ")",
                seen.getThrownTypes().isEmpty()
                        ? ""
                        : seen.getThrownTypes().stream()
                                .map(TypeText::of)
                                .sorted()
                                .collect(joining(", ", "throws ", "")),
                method.getDefaultValue() == null ? "" : "default " + method.getDefaultValue());
    }

    /** What a class file calls, {@code "T get(Class)"} without generics: it links only to a method that was declared so. */
    static String erased(ExecutableElement method, JavaTypes world) {
        Types types = world.types();
        return words(
                method.getKind() == ElementKind.CONSTRUCTOR ? "" : TypeText.of(types.erasure(method.getReturnType())),
                method.getSimpleName() + "("
                        + method.getParameters().stream()
                                .map(parameter -> TypeText.of(types.erasure(parameter.asType())))
                                .collect(joining(", "))
                        + ")");
    }

    /** Public and protected: what other packages see. */
    static boolean visible(Element element) {
        return element.getModifiers().contains(Modifier.PUBLIC)
                || element.getModifiers().contains(Modifier.PROTECTED);
    }

    private static String modifiers(Element element) {
        return MODIFIERS.stream()
                .filter(element.getModifiers()::contains)
                .filter(modifier -> element.getKind() != ElementKind.ENUM || !OF_NO_ENUM.contains(modifier))
                .map(Modifier::toString)
                .collect(joining(" "));
    }

    private static String constants(TypeElement type) {
        return type.getKind() != ElementKind.ENUM
                ? ""
                : type.getEnclosedElements().stream()
                        .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
                        .map(member -> member.getSimpleName().toString())
                        .collect(joining(", ", "{", "}"));
    }

    private static String metaAnnotations(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .filter(DeclarationText::matters)
                .map(DeclarationText::metaAnnotation)
                .sorted()
                .collect(joining(" "));
    }

    private static boolean matters(AnnotationMirror annotation) {
        var type = (TypeElement) annotation.getAnnotationType().asElement();
        return type.getQualifiedName().toString().startsWith("java.lang.annotation.")
                && META_ANNOTATIONS.contains(type.getSimpleName().toString());
    }

    private static String metaAnnotation(AnnotationMirror annotation) {
        return "@" + annotation.getAnnotationType().asElement().getSimpleName()
                + annotation.getElementValues().values().stream()
                        .flatMap(DeclarationText::single)
                        .sorted()
                        .collect(joining(", ", "(", ")"));
    }

    private static Stream<String> single(AnnotationValue value) {
        return value.getValue() instanceof List<?> several
                ? several.stream().map(Object::toString)
                : Stream.of(value.toString());
    }

    private static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(joining(" "));
    }
}
