package io.jenkins.plugins.cinderbackup.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureComparisonTest {

    @ParameterizedTest
    @MethodSource
    void findsEachDifference(String signature, String real, String difference) {
        assertThat(differences(signature, real, Set.of())).containsExactly("A" + difference);
    }

    static Stream<Arguments> findsEachDifference() {
        return Stream.of(
                difference("public class A {}", "class B {}", ": there is no such type"),
                // the type itself
                difference(
                        "public interface A {}",
                        "public @interface A {}",
                        ": [public abstract interface A] here, but really [public abstract annotation_type A]"),
                difference(
                        "public class A {}",
                        "public final class A {}",
                        ": [public class A] here, but really [public final class A]"),
                difference(
                        "public class A { A() {} }",
                        "public abstract class A { A() {} }",
                        ": [public class A] here, but really [public abstract class A]"),
                difference(
                        "public interface A {}",
                        "interface A {}",
                        ": [public abstract interface A] here, but really [abstract interface A]"),
                difference(
                        "public class A { public class B { B() {} } }",
                        "public class A { public static class B { B() {} } }",
                        ".B: [public class A.B] here, but really [public static class A.B]"),
                difference(
                        "public class A { protected interface B {} }",
                        "public class A {}",
                        ".B: there is no such type"),
                difference(
                        "public interface A<T> {}",
                        "public interface A<T extends Number & Runnable> {}",
                        ": [public abstract interface A<T>] here, but really"
                                + " [public abstract interface A<T extends java.lang.Number & java.lang.Runnable>]"),
                difference(
                        "public interface A extends Runnable {}",
                        "public interface A extends AutoCloseable {}",
                        ": is a java.lang.Runnable here, but really a [java.lang.Object, java.lang.AutoCloseable]"),
                difference(
                        "public interface A extends Comparable<String> {}",
                        "public interface A extends Comparable<A> {}",
                        ": is a java.lang.Comparable<java.lang.String> here,"
                                + " but really a [java.lang.Object, java.lang.Comparable<A>]"),
                difference(
                        "public enum A { ONE, TWO }",
                        "public enum A { TWO, ONE }",
                        ": [public enum A {ONE, TWO}] here, but really [public enum A {TWO, ONE}]"),
                // constructors
                difference(
                        "public class A {}",
                        "public class A { A() {} }",
                        ".<init>(): [public A()] here, but really [A()]"),
                difference(
                        "public class A { public A(int i) {} }",
                        "public class A { public A(long l) {} }",
                        ".<init>(int): there is no such one, but public A(long)"),
                difference(
                        "public class A { public A() {} }",
                        "public class A { public A() throws java.io.IOException {} }",
                        ".<init>(): [public A()] here, but really [public A() throws java.io.IOException]"),
                // fields
                difference(
                        "public class A { public int i; }",
                        "public class A { public int j; }",
                        ".i: there is no such field"),
                difference(
                        "public class A { public int i; }",
                        "public class A { protected int i; }",
                        ".i: [public int i] here, but really [protected int i]"),
                difference(
                        "public class A { public static java.util.List<String> l; }",
                        "public class A { public static java.util.List<?> l; }",
                        ".l: [public static java.util.List<java.lang.String> l] here,"
                                + " but really [public static java.util.List<?> l]"),
                difference(
                        "public interface A { String S = \"one\"; }",
                        "public interface A { String S = \"two\"; }",
                        ".S: [public static final java.lang.String S = \"one\"] here,"
                                + " but really [public static final java.lang.String S = \"two\"]"),
                difference(
                        "public interface A { int I = 1; }",
                        "public interface A { int I = Integer.parseInt(\"1\"); }",
                        ".I: [public static final int I = 1] here, but really [public static final int I]"));
    }

    @ParameterizedTest
    @MethodSource
    void findsEachDifferenceOfAMethod(String signature, String real, String difference) {
        String type = "public abstract class A { %s }";
        assertThat(differences(type.formatted(signature), type.formatted(real), Set.of()))
                .containsExactly("A." + difference);
    }

    static Stream<Arguments> findsEachDifferenceOfAMethod() {
        return Stream.of(
                difference("public void m() {}", "", "m(): there is no such one"),
                difference(
                        "public void m(int i) {}",
                        "public void m(String s) {} public void m() {}",
                        "m(int): there is no such one, but public void m(java.lang.String); public void m()"),
                difference(
                        "public int i() { return 1; }",
                        "public long i() { return 1; }",
                        "i(): [public int i()] here, but really [public long i()]"),
                difference(
                        "public void m() {}",
                        "protected void m() {}",
                        "m(): [public void m()] here, but really [protected void m()]"),
                difference("public void m() {}", "void m() {}", "m(): [public void m()] here, but really [void m()]"),
                difference(
                        "public void m() {}",
                        "public static void m() {}",
                        "m(): [public void m()] here, but really [public static void m()]"),
                difference(
                        "public void m() {}",
                        "public final void m() {}",
                        "m(): [public void m()] here, but really [public final void m()]"),
                difference(
                        "public void m() {}",
                        "public abstract void m();",
                        "m(): [public void m()] here, but really [public abstract void m()]"),
                difference(
                        "public abstract void m();",
                        "public void m() {}",
                        "m(): [public abstract void m()] here, but really [public void m()]"),
                difference(
                        "public void m() {}",
                        "public void m() throws InterruptedException {}",
                        "m(): [public void m()] here, but really [public void m() throws java.lang.InterruptedException]"),
                difference(
                        "public void m(String... s) {}",
                        "public void m(String[] s) {}",
                        "m(java.lang.String[]): [public void m(java.lang.String...)] here,"
                                + " but really [public void m(java.lang.String[])]"),
                difference(
                        "public void m(Class<?> c) {}",
                        "public void m(Class<? super Integer> c) {}",
                        "m(java.lang.Class): [public void m(java.lang.Class<?>)] here,"
                                + " but really [public void m(java.lang.Class<? super java.lang.Integer>)]"),
                difference(
                        "public <T> void m(Class<T> c) {}",
                        "public <T extends Runnable> void m(Class<T> c) {}",
                        "m(java.lang.Class): [public <T> void m(java.lang.Class<T>)] here,"
                                + " but really [public <T extends java.lang.Runnable> void m(java.lang.Class<T>)]"));
    }

    @ParameterizedTest
    @MethodSource
    void findsEachDifferenceOfAnAnnotation(String signature, String real, String difference) {
        String imports = "import java.lang.annotation.*; ";
        assertThat(differences(imports + signature, imports + real, Set.of())).containsExactly("A" + difference);
    }

    static Stream<Arguments> findsEachDifferenceOfAnAnnotation() {
        return Stream.of(
                difference(
                        "public @interface A {}",
                        "@Retention(RetentionPolicy.RUNTIME) public @interface A {}",
                        ": [public abstract annotation_type A] here, but really"
                                + " [@Retention(RUNTIME) public abstract annotation_type A]"),
                difference(
                        "@Target({ElementType.TYPE, ElementType.METHOD}) public @interface A {}",
                        "@Target(ElementType.TYPE) public @interface A {}",
                        ": [@Target(METHOD, TYPE)"
                                + " public abstract annotation_type A] here, but really"
                                + " [@Target(TYPE) public abstract annotation_type A]"),
                difference(
                        "public @interface A { int i() default 1; }",
                        "public @interface A { int i() default 2; }",
                        ".i(): [public abstract int i() default 1] here, but really [public abstract int i() default 2]"),
                difference(
                        "public @interface A {}",
                        "public @interface A { int i(); int j() default 1; }",
                        ".i(): each use must give it [public abstract int i()], which is not in the signature"));
    }

    @Test
    void findsWhatASubclassOfAGenericTypeOnlySeemsToDeclare() {
        String generic = "class B<T> { public T get() { return null; } } ";
        assertThat(differences(
                        generic + "public class A extends B<String> { public String get() { return null; } }",
                        generic + "public class A extends B<String> {}",
                        Set.of()))
                .containsExactly(
                        "A.get(), in a class file: [java.lang.String get()] here, but really [java.lang.Object get()]");
    }

    @Test
    void findsTheAbstractMethodsThatOurCodeWouldHaveToImplement() {
        String signature = "public abstract class A { public abstract void known(); }";
        String real = """
                public abstract class A implements Runnable, B {
                    public abstract void known();
                    protected abstract int unknown();
                    public void done() {}
                    public abstract String toString();
                }
                interface B { void done(); default void optional() {} boolean equals(Object other); }
                """;
        assertThat(differences(signature, real, Set.of())).isEmpty();
        assertThat(differences(signature, real, Set.of("A")))
                .containsExactlyInAnyOrder(
                        obligation("unknown()", "protected abstract int unknown()"),
                        obligation("toString()", "public abstract java.lang.String toString()"),
                        obligation("run()", "public abstract void run()"));
    }

    private static String obligation(String call, String method) {
        return "A." + call + ": what extends it must implement [" + method + "], which is not in the signature";
    }

    @Test
    void acceptsWhatIsLeftOutInheritedOrPrivate() {
        String signature = """
                public class A<T extends Number> extends java.io.StringReader {
                    private int ours;
                    A() { super(""); }
                    void alsoOurs() {}
                    public java.util.List<? extends T> all(T[] those) throws java.io.IOException { return null; }
                    public void inherited() {}
                    public static final int SEVEN = 7;
                    public enum E { ONE, TWO }
                }
                """;
        String real = """
                public class A<T extends Number> extends B implements java.util.function.Supplier<T> {
                    public A(int size) { super(); }
                    public java.util.List<? extends T> all(T[] those) throws java.io.IOException { return null; }
                    public void more() {}
                    public T get() { return null; }
                    public static final int SEVEN = 3 + 4;
                    public enum E { ONE { int size() { return 1; } }, TWO { int size() { return 2; } }; abstract int size(); }
                }
                class B extends java.io.StringReader { B() { super(""); } public void inherited() {} }
                """;
        assertThat(differences(signature, real, Set.of("A"))).isEmpty();
    }

    @Test
    void tellsAllDifferencesAtOnce() {
        assertThat(differences(
                        "public class A { public void one() {} public int two; public interface Three {} }",
                        "public final class A {}",
                        Set.of()))
                .hasSize(4);
    }

    @Test
    void comparesWithCompiledTypesOfAClassPath() {
        var signature = source("""
                package org.opentest4j;
                public class AssertionFailedError extends AssertionError {
                    public boolean isActualDefined() { return true; }
                    public int isExpectedDefined() { return 1; }
                }
                """, "org/opentest4j/AssertionFailedError");
        var real = JavaTypes.of(System.getProperty("java.class.path"));
        assertThat(SignatureComparison.differences(JavaTypes.of(List.of(signature), ""), real, Set.of()))
                .containsExactly("org.opentest4j.AssertionFailedError.isExpectedDefined():"
                        + " [public int isExpectedDefined()] here, but really [public boolean isExpectedDefined()]");
    }

    @Test
    void refusesSourcesThatDoNotCompile() {
        assertThatThrownBy(() -> types("public class A extends Nowhere {}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nowhere");
    }

    private static Arguments difference(String signature, String real, String difference) {
        return Arguments.of(signature, real, difference);
    }

    private static List<String> differences(String signature, String real, Set<String> extended) {
        return SignatureComparison.differences(types(signature), types(real), extended);
    }

    private static JavaTypes types(String source) {
        return JavaTypes.of(List.of(source(source, "A")), "");
    }

    private static JavaFileObject source(String text, String name) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
