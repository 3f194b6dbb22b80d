package io.jenkins.plugins.cinderbackup.build;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds every message for users in the sources: the first argument of a finding, of an exception for the user, of a warning. What is not
 * literal is {@code …}. Where a method only passes a message on, the messages are those of its callers.
 */
final class MessageScan {
    /** Where messages are made: {@code TYPE.method} or {@code new TYPE}, and which argument it is. */
    private static final Set<Sink> MADE = Set.of(
            new Sink("Finding.of", 0),
            new Sink("new Finding", 0),
            new Sink("PermanentException.of", 0),
            new Sink("new TransientException", 0),
            new Sink("new AbortException", 0),
            new Sink("new IllegalArgumentException", 0),
            new Sink("new RefusedValue", 0),
            new Sink("run.warn", 0),
            new Sink("run.caution", 0),
            new Sink("run.removalFailed", 2),
            new Sink("problems.add", 0),
            new Sink("findings.add", 0),
            new Sink("gaps.add", 0),
            new Sink("lastErrors.add", 0),
            new Sink("Optional.of", 0),
            new Sink("new JobState.Lost", 0));

    /** Here an IllegalArgumentException is for a programmer; elsewhere its text becomes part of what a user reads. */
    private static final Set<String> NOT_FOR_USERS = Set.of(
            "Printable",
            "PercentEncoding",
            "TagMetadata",
            "OwnershipLabels",
            "RunId",
            "Origin",
            "Operation",
            "Operations",
            "Request",
            "ResticCommand",
            "RepositoryLocation",
            "RepositoryTemplate");

    /** Without a word of its own a text is a message that comes from elsewhere. */
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}_])\\p{L}{4,}(?=$|[ .:,;)'])");

    private final Set<Sink> sinks = new HashSet<>(MADE);
    private final Set<String> messages = new TreeSet<>();

    private record Sink(String call, int argument) {}

    private MessageScan() {}

    /** All messages of the Java sources below the folder. */
    static Set<String> messages(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            Iterable<? extends CompilationUnitTree> units = task.parse();
            MessageScan scan = new MessageScan();
            int known;
            do {
                known = scan.sinks.size();
                scan.messages.clear();
                units.forEach(scan::look);
            } while (scan.sinks.size() > known);
            return scan.messages;
        }
    }

    private void look(CompilationUnitTree unit) {
        String file =
                Path.of(unit.getSourceFile().getName()).getFileName().toString().replace(".java", "");
        new Calls(file).scan(unit, null);
    }

    private static boolean says(String message) {
        return WORD.matcher(message).find();
    }

    /** The calls of one file. */
    private final class Calls extends TreePathScanner<Void, Void> {
        private final String file;

        Calls(String file) {
            this.file = file;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            called(name(call.getMethodSelect()), call.getArguments());
            return super.visitMethodInvocation(call, unused);
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void unused) {
            String type = made.getIdentifier().toString();
            if (!type.equals("IllegalArgumentException") || !NOT_FOR_USERS.contains(file)) {
                called("new " + type, made.getArguments());
            }
            return super.visitNewClass(made, unused);
        }

        private String name(ExpressionTree method) {
            if (method instanceof IdentifierTree own) {
                return file + "." + own.getName();
            }
            MemberSelectTree select = (MemberSelectTree) method;
            String of = select.getExpression().toString();
            return of.substring(of.lastIndexOf('.') + 1) + "." + select.getIdentifier();
        }

        private void called(String name, List<? extends ExpressionTree> arguments) {
            // What a method answers that is named problems or problemOf
            if (name.equals("List.of") && arguments.size() == 1 && methodName().startsWith("problem")) {
                message(arguments.get(0));
            }
            for (Sink sink : List.copyOf(sinks)) {
                if (sink.call.equals(name) && arguments.size() > sink.argument) {
                    message(arguments.get(sink.argument));
                }
            }
        }

        private String methodName() {
            for (TreePath path = getCurrentPath(); path != null; path = path.getParentPath()) {
                if (path.getLeaf() instanceof MethodTree method) {
                    return method.getName().toString();
                }
            }
            return "";
        }

        private void message(ExpressionTree argument) {
            MessageText text = MessageText.of(argument, getCurrentPath());
            text.variants().stream().filter(MessageScan::says).forEach(messages::add);
            if (text.variants().stream().noneMatch(MessageScan::says)) {
                text.parameter()
                        .ifPresent(parameter -> sinks.add(new Sink(
                                (parameter.method().equals("<init>") ? "new " + file : file + "." + parameter.method()),
                                parameter.index())));
            }
        }
    }
}
