package io.jenkins.plugins.cinderbackup.build;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/** A type as Java writes it, with full names and without annotations, so that types of two compilers compare as text. */
final class TypeText extends SimpleTypeVisitor14<String, Void> {
    private static final TypeText TEXT = new TypeText();

    private TypeText() {}

    static String of(TypeMirror type) {
        return TEXT.visit(type);
    }

    /** {@code "A, B[]"} */
    static String of(List<? extends TypeMirror> types) {
        return types.stream().map(TypeText::of).collect(joining(", "));
    }

    /** {@code "<T extends A & B>"}, or nothing for what has no type parameters. */
    static String parameters(Parameterizable generic) {
        return generic.getTypeParameters().isEmpty()
                ? ""
                : generic.getTypeParameters().stream().map(TypeText::parameter).collect(joining(", ", "<", ">"));
    }

    private static String parameter(TypeParameterElement parameter) {
        String bounds = parameter.getBounds().stream().map(TypeText::of).collect(joining(" & "));
        return parameter.getSimpleName() + (bounds.equals("java.lang.Object") ? "" : " extends " + bounds);
    }

    @Override
    public String visitDeclared(DeclaredType type, Void none) {
        String name = ((TypeElement) type.asElement()).getQualifiedName().toString();
        return type.getTypeArguments().isEmpty() ? name : name + '<' + of(type.getTypeArguments()) + '>';
    }

    @Override
    public String visitError(ErrorType type, Void none) {
        return ((QualifiedNameable) type.asElement()).getQualifiedName().toString();
    }

    @Override
    public String visitArray(ArrayType type, Void none) {
        return of(type.getComponentType()) + "[]";
    }

    @Override
    public String visitTypeVariable(TypeVariable type, Void none) {
        return type.asElement().getSimpleName().toString();
    }

    @Override
    public String visitWildcard(WildcardType type, Void none) {
        if (type.getExtendsBound() != null) {
            return "? extends " + of(type.getExtendsBound());
        }
        return type.getSuperBound() == null ? "?" : "? super " + of(type.getSuperBound());
    }

    @Override
    public String visitIntersection(IntersectionType type, Void none) {
        return type.getBounds().stream().map(TypeText::of).collect(joining(" & "));
    }

    @Override
    protected String defaultAction(TypeMirror primitive, Void none) {
        return primitive.getKind().name().toLowerCase(Locale.ROOT);
    }
}
